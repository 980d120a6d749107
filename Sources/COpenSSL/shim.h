#pragma once
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

// An OSSL_PARAM keeps the pointer to its name. Swift would pass a macro's text as a temporary.
static inline const char *copenssl_name_digest(void) { return OSSL_ALG_PARAM_DIGEST; }
static inline const char *copenssl_name_key(void) { return OSSL_KDF_PARAM_KEY; }
static inline const char *copenssl_name_salt(void) { return OSSL_KDF_PARAM_SALT; }
static inline const char *copenssl_name_info(void) { return OSSL_KDF_PARAM_INFO; }
