#include "CCurl.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

struct ccurl_transfer {
    CURL *easy;
    struct curl_slist *headers;
    uint64_t id;
    CURLcode code;
    char message[CURL_ERROR_SIZE];
};

// Another thread may wake the loop's thread before it has begun.
static _Atomic(CURLM *) multi;
static void *receiver_context;
static ccurl_receiver head_receiver, body_receiver;

int ccurl_open(void *context, ccurl_receiver head, ccurl_receiver body) {
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return 0;
    receiver_context = context;
    head_receiver = head;
    body_receiver = body;
    multi = curl_multi_init();
    return multi != NULL;
}

// libcurl ends a transfer with an error if a callback doesn't return the number of bytes that it was given.
static size_t answer(int verdict, size_t count) {
    switch (verdict) {
    case CCURL_CONTINUE: return count;
    case CCURL_PAUSE: return CURL_WRITEFUNC_PAUSE;
    default: return count == 0 ? 1 : 0;
    }
}

static size_t take_head(char *bytes, size_t size, size_t count, void *user) {
    ccurl_transfer *transfer = user;
    return answer(head_receiver(receiver_context, transfer->id, (const uint8_t *)bytes, size * count), size * count);
}

static size_t take_body(char *bytes, size_t size, size_t count, void *user) {
    ccurl_transfer *transfer = user;
    return answer(body_receiver(receiver_context, transfer->id, (const uint8_t *)bytes, size * count), size * count);
}

ccurl_transfer *ccurl_start(
    uint64_t id, const char *url, const char *const *headers, size_t header_count, const void *body, size_t body_count) {
    ccurl_transfer *transfer = calloc(1, sizeof *transfer);
    if (!transfer) return NULL;
    transfer->id = id;
    transfer->easy = curl_easy_init();
    // Without this, a large body waits a second for the server to ask for it.
    transfer->headers = curl_slist_append(NULL, "Expect:");
    for (size_t i = 0; i < header_count; i++) {
        struct curl_slist *longer = curl_slist_append(transfer->headers, headers[i]);
        if (longer) transfer->headers = longer;
    }
    CURL *easy = transfer->easy;
    if (!easy) {
        ccurl_end(transfer);
        return NULL;
    }
    curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->message);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
#if LIBCURL_VERSION_NUM >= 0x075500
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
    curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, 131072L);
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->headers);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_head);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    if (body) {
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body_count);
        curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, body);
    }
    if (curl_easy_setopt(easy, CURLOPT_URL, url) != CURLE_OK || curl_multi_add_handle(multi, easy) != CURLM_OK) {
        ccurl_end(transfer);
        return NULL;
    }
    return transfer;
}

void ccurl_end(ccurl_transfer *transfer) {
    if (transfer->easy) {
        curl_multi_remove_handle(multi, transfer->easy);
        curl_easy_cleanup(transfer->easy);
    }
    curl_slist_free_all(transfer->headers);
    free(transfer);
}

void ccurl_resume(ccurl_transfer *transfer) { curl_easy_pause(transfer->easy, CURLPAUSE_CONT); }

void ccurl_perform(void) {
    int running = 0;
    curl_multi_perform(multi, &running);
}

void ccurl_wait(int milliseconds) { curl_multi_poll(multi, NULL, 0, milliseconds, NULL); }

void ccurl_wake(void) { curl_multi_wakeup(multi); }

static int reason_of(CURLcode code) {
    switch (code) {
    case CURLE_OK: return CCURL_DONE;
    case CURLE_COULDNT_CONNECT: return CCURL_REFUSED;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY: return CCURL_UNKNOWN_HOST;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_INVALIDCERTSTATUS: return CCURL_INSECURE;
    default: return CCURL_LOST;
    }
}

ccurl_transfer *ccurl_next_complete(uint64_t *id, int *reason) {
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left))) {
        if (message->msg != CURLMSG_DONE) continue;
        ccurl_transfer *transfer = NULL;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
        transfer->code = message->data.result;
        *id = transfer->id;
        *reason = reason_of(transfer->code);
        return transfer;
    }
    return NULL;
}

const char *ccurl_message(ccurl_transfer *transfer) {
    return transfer->message[0] ? transfer->message : curl_easy_strerror(transfer->code);
}
