// OpenSSL's libcrypto as a module: message digests.
#include <openssl/evp.h>
