// SQLite's C library as a module.
#include <sqlite3.h>
