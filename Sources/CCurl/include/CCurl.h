#ifndef CCURL_H
#define CCURL_H

#include <stddef.h>
#include <stdint.h>

// The part of libcurl that Swift needs: its options are set through a variadic function, which Swift can't call. One
// thread calls all functions; only `ccurl_wake` may be called from any thread.

/// The reason why a transfer ended.
enum {
    CCURL_DONE = 0,
    CCURL_REFUSED = 1,
    CCURL_UNKNOWN_HOST = 2,
    CCURL_INSECURE = 3,
    CCURL_LOST = 4,
};

typedef struct ccurl_transfer ccurl_transfer;

/// What a receiver wants of a transfer.
enum {
    /// The next bytes.
    CCURL_CONTINUE = 0,
    /// No more bytes until `ccurl_resume`; these come again then. Only for a body.
    CCURL_PAUSE = 1,
    /// The end: the transfer is complete with `CCURL_LOST`.
    CCURL_STOP = 2,
};

/// Receives a line of a head or of a trailer, or bytes of a body, of the transfer with this id. Returns what it wants.
typedef int (*ccurl_receiver)(void *context, uint64_t id, const uint8_t *bytes, size_t count);

/// Starts the library, once. Returns 0 if libcurl can't be used.
int ccurl_open(void *context, ccurl_receiver head, ccurl_receiver body);

/// Starts a request: with POST if there is a body, which may be null. Returns null if it can't be started.
ccurl_transfer *ccurl_start(
    uint64_t id, const char *url, const char *const *headers, size_t header_count, const void *body, size_t body_count);

/// Ends a transfer, whether it is complete or not.
void ccurl_end(ccurl_transfer *transfer);

/// Lets bytes come again after a pause. May call the receiver.
void ccurl_resume(ccurl_transfer *transfer);

/// Processes all data that has come.
void ccurl_perform(void);

/// Waits for more data, at most for this time, or until it is woken.
void ccurl_wait(int milliseconds);

/// Ends the wait, from any thread.
void ccurl_wake(void);

/// Returns the next transfer that is complete, with the reason of its end; null if there is none.
ccurl_transfer *ccurl_next_complete(uint64_t *id, int *reason);

/// Returns libcurl's message about a failure.
const char *ccurl_message(ccurl_transfer *transfer);

#endif
