#!/usr/bin/env bash
# Reads a member's record with a public SMART app (PKCE), step by step. Needs curl and openssl.
#
#   CLIENT_ID=… ./quick-start.sh
set -euo pipefail
base=${FHIR_BASE:-http://localhost:5080/sandbox/fhir}
redirect=${REDIRECT_URL:-http://127.0.0.1:8765/callback}
scope='openid fhirUser offline_access launch/patient patient/Patient.rs patient/ExplanationOfBenefit.rs'

# The first value of this name in a JSON text; a real program has a JSON library.
json() { grep -o "\"$1\" *: *\"[^\"]*\"" | head -n 1 | sed 's/^[^:]*: *"\(.*\)"$/\1/'; }
random() { openssl rand 32 | openssl base64 -A | tr '+/' '-_' | tr -d '='; }
# Sends a form. What is secret goes through a pipe: the arguments of a command can be seen by others on the machine.
post() { local to=$1; shift; printf 'data-urlencode = "%s"\n' "$@" "client_id=$CLIENT_ID" | curl -fsS --config - "$to"; }
# The value of a parameter in the address that the browser was sent to.
returned() { sed -n "s/.*[?&]$1=\([^&]*\).*/\1/p" <<<"$address"; }

# 1. Where the authorization server is.
configuration=$(curl -fsS "$base/.well-known/smart-configuration")
authorize=$(json authorization_endpoint <<<"$configuration")
token=$(json token_endpoint <<<"$configuration")
revoke=$(json revocation_endpoint <<<"$configuration")

# 2. The person signs in and allows it, in a browser.
verifier=$(random)
challenge=$(printf %s "$verifier" | openssl dgst -sha256 -binary | openssl base64 -A | tr '+/' '-_' | tr -d '=')
state=$(random)
echo "Open this address in a browser, sign in and allow:"
echo "$authorize?response_type=code&client_id=$CLIENT_ID&redirect_uri=$redirect&scope=${scope// /%20}&state=$state&aud=$base&code_challenge=$challenge&code_challenge_method=S256"
echo "Nothing answers at the address where the browser ends. Paste that address here:"
read -r address
[ "$(returned state)" = "$state" ] || { echo "That answer belongs to another request." >&2; exit 1; }
[ -n "$(returned code)" ] || { echo "No access: $(returned error)" >&2; exit 1; }

# 3. The code becomes tokens.
tokens=$(post "$token" grant_type=authorization_code "code=$(returned code)" "redirect_uri=$redirect" "code_verifier=$verifier")
patient=$(json patient <<<"$tokens")

# 4. The record.
get() { printf 'header = "Authorization: Bearer %s"\n' "$(json access_token <<<"$tokens")" | curl -fsS --config - "$base/$1"; }
echo "Patient $patient: $(get "Patient/$patient" | json family)"
echo "Claims: $(get "ExplanationOfBenefit?patient=$patient&_count=5" | grep -o '"fullUrl"' | wc -l) on the first page"

# 5. An access token lives for minutes; the refresh token gives the next one, and is replaced each time.
tokens=$(post "$token" grant_type=refresh_token "refresh_token=$(json refresh_token <<<"$tokens")")
echo "Refreshed: $(get "Patient/$patient" | json resourceType) can be read again"

# 6. Give back what is needed no more.
post "$revoke" "token=$(json refresh_token <<<"$tokens")" >/dev/null
echo "Revoked"
