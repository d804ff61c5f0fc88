// In C, because the C compiler can be told a text: a package is built with the version of its commit, and only this
// file is compiled anew. See Package.swift and packaging/version.

#include "include/CVersion.h"

#ifndef CUTOFFD_VERSION
#define CUTOFFD_VERSION "0.1.0" // the last release; the changelog has the same
#endif

const char *cutoffd_version(void) {
    return CUTOFFD_VERSION;
}
