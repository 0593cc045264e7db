/* A disk that fails: loaded before libc, it refuses one write or sync of the files named, or all
   from one on. FAULT_PATH: what their names contain; FAULT_AT: which call is the first refused;
   FAULT_ERRNO: with which error; FAULT_LASTS: whether all after it are refused too. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int is_refused(int fd) {
    static long calls = 0;
    const char *wanted = getenv("FAULT_PATH");
    char link[64], path[4096];
    if (wanted == NULL) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = '\0';
    if (strstr(path, wanted) == NULL) return 0;
    long at = atol(getenv("FAULT_AT")), call = ++calls;
    if (call < at || (call > at && getenv("FAULT_LASTS") == NULL)) return 0;
    errno = atoi(getenv("FAULT_ERRNO"));
    return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *data, size_t count) {
    return is_refused(fd) ? -1 : REAL(write)(fd, data, count);
}
ssize_t pwrite(int fd, const void *data, size_t count, off_t at) {
    return is_refused(fd) ? -1 : REAL(pwrite)(fd, data, count, at);
}
ssize_t pwrite64(int fd, const void *data, size_t count, off64_t at) {
    return is_refused(fd) ? -1 : REAL(pwrite64)(fd, data, count, at);
}
int fsync(int fd) { return is_refused(fd) ? -1 : REAL(fsync)(fd); }
int fdatasync(int fd) { return is_refused(fd) ? -1 : REAL(fdatasync)(fd); }
int ftruncate(int fd, off_t length) {
    return is_refused(fd) ? -1 : REAL(ftruncate)(fd, length);
}
int ftruncate64(int fd, off64_t length) {
    return is_refused(fd) ? -1 : REAL(ftruncate64)(fd, length);
}
