/* A disk that fails when it is told to: loaded before libc, it looks at a control file at every call.

   LEAD_FAULTS names a folder. A file `<call>` in it (read, write, sync) makes that call fail for files below
   LEAD_FAULTY whose name holds the first word of the file; the second word is the errno. With a file `until` the
   faults last only while the file that it names exists. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static int fault(const char *call, int fd) {
    const char *orders = getenv("LEAD_FAULTS"), *below = getenv("LEAD_FAULTY");
    char path[4096], link[64], name[256], until[4096];
    int number = 0;
    if (!orders || !below) return 0;
    snprintf(path, sizeof path, "%s/%s", orders, call);
    FILE *file = fopen(path, "r");
    if (!file) return 0;
    int got = fscanf(file, "%255s %d", name, &number);
    fclose(file);
    if (got != 2) return 0;
    snprintf(path, sizeof path, "%s/until", orders);
    if ((file = fopen(path, "r"))) {
        got = fscanf(file, "%4095s", until);
        fclose(file);
        if (got == 1 && access(until, F_OK) != 0) return 0;
    }
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    if (strncmp(path, below, strlen(below)) != 0 || !strstr(path, name)) return 0;
    errno = number;
    return 1;
}

#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

ssize_t pread(int fd, void *to, size_t n, off_t at) {
    REAL(ssize_t, "pread", int, void *, size_t, off_t);
    return fault("read", fd) ? -1 : real(fd, to, n, at);
}
ssize_t pread64(int fd, void *to, size_t n, off64_t at) {
    REAL(ssize_t, "pread64", int, void *, size_t, off64_t);
    return fault("read", fd) ? -1 : real(fd, to, n, at);
}
ssize_t read(int fd, void *to, size_t n) {
    REAL(ssize_t, "read", int, void *, size_t);
    return fault("read", fd) ? -1 : real(fd, to, n);
}
ssize_t pwrite(int fd, const void *from, size_t n, off_t at) {
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    return fault("write", fd) ? -1 : real(fd, from, n, at);
}
ssize_t pwrite64(int fd, const void *from, size_t n, off64_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    return fault("write", fd) ? -1 : real(fd, from, n, at);
}
ssize_t write(int fd, const void *from, size_t n) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return fault("write", fd) ? -1 : real(fd, from, n);
}
int fsync(int fd) {
    REAL(int, "fsync", int);
    return fault("sync", fd) ? -1 : real(fd);
}
int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    return fault("sync", fd) ? -1 : real(fd);
}
