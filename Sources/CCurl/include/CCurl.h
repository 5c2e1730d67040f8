#ifndef CCURL_H
#define CCURL_H

#include <stddef.h>
#include <stdint.h>

// What Swift needs of libcurl: its options are set through a variadic function, which Swift can't call. One thread calls all
// of this but `ccurl_wake`.

/// Why a transfer ended.
enum {
    CCURL_DONE = 0,
    CCURL_REFUSED = 1,
    CCURL_UNKNOWN_HOST = 2,
    CCURL_INSECURE = 3,
    CCURL_LOST = 4,
};

typedef struct ccurl_transfer ccurl_transfer;

/// A line of a head, or bytes of a body, of the transfer with this id.
typedef void (*ccurl_receiver)(void *context, uint64_t id, const uint8_t *bytes, size_t count);

/// Begins, once; 0 if libcurl can't.
int ccurl_open(void *context, ccurl_receiver head, ccurl_receiver body);

/// Starts a request, with POST where there is a body, which may be null. Null if it can't be.
ccurl_transfer *ccurl_start(
    uint64_t id, const char *url, const char *const *headers, size_t header_count, const void *body, size_t body_count);

/// Ends a transfer, complete or not.
void ccurl_end(ccurl_transfer *transfer);

/// Takes all that has come.
void ccurl_perform(void);

/// Waits for more, for so long or until it is woken.
void ccurl_wait(int milliseconds);

/// Ends the wait, from any thread.
void ccurl_wake(void);

/// The next transfer that is complete, and why; null if there is none.
ccurl_transfer *ccurl_next_complete(uint64_t *id, int *reason);

/// What libcurl says of its failure.
const char *ccurl_message(ccurl_transfer *transfer);

/// Where the answer points to, whole; null if it doesn't.
const char *ccurl_location(ccurl_transfer *transfer);

#endif
