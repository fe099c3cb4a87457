#include <libpq-fe.h>
/* The poller waits for libpq's sockets: Glibc's module leaves these two out. */
#include <sys/epoll.h>
#include <sys/eventfd.h>
