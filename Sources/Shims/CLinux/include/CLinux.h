// The few Linux calls that Swift's Glibc module does not show.
#ifndef CLINUX_H
#define CLINUX_H

#include <dirent.h>
#include <sys/epoll.h>
#include <sys/fsuid.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>

/// renameat2(2) with RENAME_NOREPLACE: 0, or -1 with errno set (EEXIST when `to` exists).
int cutoff_rename_noreplace(int from_directory, const char *from, int to_directory, const char *to);

/// fcntl(F_SETLEASE, F_RDLCK): 0, or -1 with errno set (EAGAIN while the file is open for writing).
int cutoff_take_read_lease(int descriptor);

/// fcntl(F_GETLEASE): 1 while our read lease stands unbroken, 0 when it is gone or being broken, -1 with errno set.
int cutoff_holds_read_lease(int descriptor);

/// adjtimex(2): 1 when the kernel calls the clock synchronised, 0 when it does not, -1 when it may not be asked.
int cutoff_clock_is_synchronised(void);

/// Ignores SIGIO, which the kernel sends to the holder of a lease that is being broken and which kills by default.
void cutoff_ignore_lease_breaks(void);

/// The name in a directory entry, which Swift would import as a tuple of 256 characters.
const char *cutoff_entry_name(const struct dirent *entry);

/// malloc_trim(3): gives free memory back to the kernel.
void cutoff_give_memory_back(void);

#endif
