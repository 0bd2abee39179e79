#pragma once
#include <curl/curl.h>

// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift does not import: one function per kind of value.

static inline CURLcode segwarden_curl_set_string(CURL *_Nonnull handle, CURLoption option, const char *_Nullable value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode segwarden_curl_set_long(CURL *_Nonnull handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode segwarden_curl_set_list(CURL *_Nonnull handle, CURLoption option, struct curl_slist *_Nullable value) {
  return curl_easy_setopt(handle, option, value);
}

// The file of certificate authorities that curl was built with; NULL for none, or where curl is too old to tell.
static inline const char *_Nullable segwarden_curl_authorities(void) {
#if LIBCURL_VERSION_NUM >= 0x074600
  const curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);
  return info->age >= CURLVERSION_SEVENTH ? info->cainfo : NULL;
#else
  return NULL;
#endif
}

// The bytes must outlive the transfer: curl does not copy them.
static inline CURLcode segwarden_curl_set_body(CURL *_Nonnull handle, const void *_Nonnull bytes, curl_off_t count) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, count);
  return code == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_POSTFIELDS, bytes) : code;
}

typedef size_t (*segwarden_curl_receive)(char *_Nullable bytes, size_t size, size_t count, void *_Nullable context);
typedef int (*segwarden_curl_progress)(
    void *_Nullable context, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

static inline CURLcode segwarden_curl_on_body(
    CURL *_Nonnull handle, segwarden_curl_receive _Nonnull receive, void *_Nonnull context) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
  return code == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, receive) : code;
}

static inline CURLcode segwarden_curl_on_header(
    CURL *_Nonnull handle, segwarden_curl_receive _Nonnull receive, void *_Nonnull context) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
  return code == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, receive) : code;
}

static inline CURLcode segwarden_curl_on_progress(
    CURL *_Nonnull handle, segwarden_curl_progress _Nonnull progress, void *_Nonnull context) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_XFERINFODATA, context);
  if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, progress);
  return code == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L) : code;
}

static inline long segwarden_curl_status(CURL *_Nonnull handle) {
  long status = 0;
  return curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK ? status : 0;
}

// Microseconds until the connection stood (TLS included); 0 when it never did.
static inline curl_off_t segwarden_curl_connected_after(CURL *_Nonnull handle) {
  curl_off_t time = 0;
  return curl_easy_getinfo(handle, CURLINFO_PRETRANSFER_TIME_T, &time) == CURLE_OK ? time : 0;
}
