#define _GNU_SOURCE
#include "include/CLinux.h"
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <sys/timex.h>

int cutoff_rename_noreplace(int from_directory, const char *from, int to_directory, const char *to) {
    return renameat2(from_directory, from, to_directory, to, RENAME_NOREPLACE);
}

int cutoff_take_read_lease(int descriptor) {
    return fcntl(descriptor, F_SETLEASE, F_RDLCK);
}

int cutoff_holds_read_lease(int descriptor) {
    int lease = fcntl(descriptor, F_GETLEASE);
    return lease < 0 ? -1 : lease == F_RDLCK;
}

int cutoff_clock_is_synchronised(void) {
    struct timex state = {.modes = 0};
    int result = adjtimex(&state);
    return result < 0 ? -1 : result != TIME_ERROR && !(state.status & STA_UNSYNC);
}

void cutoff_ignore_lease_breaks(void) {
    signal(SIGIO, SIG_IGN);
}

const char *cutoff_entry_name(const struct dirent *entry) {
    return entry->d_name;
}

void cutoff_give_memory_back(void) {
    malloc_trim(0);
}
