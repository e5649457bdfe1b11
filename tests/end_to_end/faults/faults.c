/* Ends the process, or begins to fail, at the k-th change to a file of one folder.

   Preloaded before libc, so that Python's and SQLite's changes are counted alike:
     FAULT_FOLDER  changes of files below it count; logs (*.log) do not
     FAULT_AT      k, from 1; 0 counts only
     FAULT_ERRNO   0: SIGKILL, after half of the bytes where the change is a write;
                   else this and every later change fails with that error
     FAULT_COUNT   a file beside the folder, into which the count is written as it grows
   Linux; one process, as its children inherit the count of their parent's beginning. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long changes;
static int counter = -1;
static const char *folder;
static long at;
static long failing;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    const char *count = getenv("FAULT_COUNT");
    folder = getenv("FAULT_FOLDER");
    at = getenv("FAULT_AT") ? atol(getenv("FAULT_AT")) : 0;
    failing = getenv("FAULT_ERRNO") ? atol(getenv("FAULT_ERRNO")) : 0;
    if (count != NULL)
        counter = REAL(open)(count, O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0644);
}

static int counts(const char *path) {
    size_t length = strlen(path);
    if (folder == NULL || strncmp(path, folder, strlen(folder)) != 0)
        return 0;
    return length < 4 || strcmp(path + length - 4, ".log") != 0;
}

static int counts_fd(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return 0;
    path[length] = 0;
    return counts(path);
}

/* 0: go on. 1: this change is the one. -1: it fails, and errno is set. */
static int reached(void) {
    char text[24];
    long number = atomic_fetch_add(&changes, 1) + 1;
    if (counter >= 0) {
        int length = snprintf(text, sizeof text, "%ld\n", number);
        ssize_t written = REAL(pwrite)(counter, text, (size_t)length, 0);
        (void)written;
    }
    if (at == 0 || number < at)
        return 0;
    if (failing != 0) {
        errno = (int)failing;
        return -1;
    }
    return 1;
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

#define CHANGE(is_counted, half)                                                                   \
    do {                                                                                           \
        if (is_counted) {                                                                          \
            int what = reached();                                                                  \
            if (what < 0)                                                                          \
                return -1;                                                                         \
            if (what > 0) {                                                                        \
                half;                                                                              \
                die();                                                                             \
            }                                                                                      \
        }                                                                                          \
    } while (0)

ssize_t write(int fd, const void *bytes, size_t size) {
    CHANGE(counts_fd(fd), (void)!REAL(write)(fd, bytes, size / 2));
    return REAL(write)(fd, bytes, size);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    CHANGE(counts_fd(fd), (void)!REAL(writev)(fd, parts, count / 2));
    return REAL(writev)(fd, parts, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset) {
    CHANGE(counts_fd(fd), (void)!REAL(pwrite)(fd, bytes, size / 2, offset));
    return REAL(pwrite)(fd, bytes, size, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset) {
    CHANGE(counts_fd(fd), (void)!REAL(pwrite64)(fd, bytes, size / 2, offset));
    return REAL(pwrite64)(fd, bytes, size, offset);
}

int fsync(int fd) {
    CHANGE(counts_fd(fd), (void)0);
    return REAL(fsync)(fd);
}

int fdatasync(int fd) {
    CHANGE(counts_fd(fd), (void)0);
    return REAL(fdatasync)(fd);
}

int ftruncate(int fd, off_t size) {
    CHANGE(counts_fd(fd), (void)0);
    return REAL(ftruncate)(fd, size);
}

int ftruncate64(int fd, off64_t size) {
    CHANGE(counts_fd(fd), (void)0);
    return REAL(ftruncate64)(fd, size);
}

int rename(const char *from, const char *to) {
    CHANGE(counts(to), (void)0);
    return REAL(rename)(from, to);
}

int renameat(int from_fd, const char *from, int to_fd, const char *to) {
    CHANGE(counts(to), (void)0);
    return REAL(renameat)(from_fd, from, to_fd, to);
}

int unlink(const char *path) {
    CHANGE(counts(path), (void)0);
    return REAL(unlink)(path);
}

int mkdir(const char *path, mode_t mode) {
    CHANGE(counts(path), (void)0);
    return REAL(mkdir)(path, mode);
}
