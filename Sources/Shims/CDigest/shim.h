// libmd as a module: SHA-256.
#include <sha2.h>
