#include <curl/curl.h>
#include <string.h>

// curl_easy_setopt and curl_easy_getinfo take any type, which Swift cannot call: one function a type.
static inline CURLcode ccurl_set_number(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode ccurl_set_buffer(CURL *handle, CURLoption option, char *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline long ccurl_response_code(CURL *handle) {
    long code = 0;
    return curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &code) == CURLE_OK ? code : 0;
}

// What is left of a body that curl reads in pieces; the bytes belong to the caller.
struct ccurl_body {
    const char *bytes;
    size_t left;
};
static size_t ccurl_read_body(char *buffer, size_t size, size_t count, void *source) {
    struct ccurl_body *body = (struct ccurl_body *)source;
    size_t room = size * count;
    size_t taken = body->left < room ? body->left : room;
    memcpy(buffer, body->bytes, taken);
    body->bytes += taken;
    body->left -= taken;
    return taken;
}
static inline CURLcode ccurl_set_body(CURL *handle, struct ccurl_body *body) {
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, (curl_off_t)body->left);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, ccurl_read_body);
    return curl_easy_setopt(handle, CURLOPT_READDATA, body);
}
