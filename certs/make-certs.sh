#!/usr/bin/env bash
# Makes the serving certificate of eniguard and the CA that signs it.
#
#   certs/make-certs.sh [--renew] [--days N] [--namespace NS] [--service NAME]
#       for the current cluster of kubectl: writes the Secret eniguard-tls and puts the CA into both webhook configurations.
#       The script can be run repeatedly: it keeps a certificate that is valid for another 30 days, and restores a missing CA.
#       When it makes a new certificate, the previous CA stays in the bundle, so that pods may still use the old certificate.
#
#   certs/make-certs.sh --local DIR [--renew] [--days N] [--name HOST-OR-IP]...
#       for a single machine: writes DIR/ca.crt, DIR/tls.crt and DIR/tls.key for localhost, 127.0.0.1, ::1 and each --name.
#
# Set KUBECTL to use another kubectl, if needed with options. Requires bash, openssl 1.1.1 or newer, and kubectl for a cluster.
# The private key of the CA is deleted after one signature, so nobody can make another certificate with it.
set -euo pipefail
umask 077

secret=eniguard-tls
keep_seconds=$((30 * 24 * 3600))
namespace=eniguard service=eniguard days=365 renew='' local_folder=''
names=()
read -ra kubectl <<<"${KUBECTL:-kubectl}"

say() { printf 'make-certs: %s\n' "$*" >&2; }
usage() { say "$*. Run $0 --help for the options"; exit 2; }

while (($#)); do
  case $1 in
    --renew) renew=yes; shift; continue ;;
    --help|-h) sed -n '2,/^set -/{/^#/s/^# \{0,1\}//p;}' "$0"; exit 0 ;;
    --days|--namespace|--service|--local|--name) (($# > 1)) || usage "$1 needs a value" ;;
    *) usage "unknown argument $1" ;;
  esac
  case $1 in
    --days) days=$2 ;;
    --namespace) namespace=$2 ;;
    --service) service=$2 ;;
    --local) local_folder=$2 ;;
    --name) names+=("$2") ;;
  esac
  shift 2
done
[[ $days =~ ^[1-9][0-9]{0,3}$ ]] || usage "--days must be a whole number from 1 to 9999, not $days"
# A certificate with a lifetime of less than two months is kept for half of its lifetime.
((days * 24 * 3600 > 2 * keep_seconds)) || keep_seconds=$((days * 12 * 3600))
[[ -n $local_folder || ${#names[@]} -eq 0 ]] || usage "--name needs --local"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/old" "$work/new"

# --- certificates -------------------------------------------------------------------------------------------------------
# These functions use folders that contain ca.crt (the bundle, newest CA first), tls.crt and tls.key.

# Prints the reason why the certificate in $1 must be replaced, or nothing if it can stay.
flaw() {
  local folder=$1 name file
  for file in ca.crt tls.crt tls.key; do
    [[ -s $folder/$file ]] || { echo "there is no certificate yet"; return; }
  done
  openssl x509 -in "$folder/tls.crt" -noout -checkend "$keep_seconds" >/dev/null 2>&1 || { echo "the old one expires soon"; return; }
  openssl verify -CAfile "$folder/ca.crt" "$folder/tls.crt" >/dev/null 2>&1 || { echo "the CA of the old one is not in the bundle"; return; }
  [[ $(openssl x509 -in "$folder/tls.crt" -noout -pubkey) == "$(openssl pkey -in "$folder/tls.key" -pubout 2>/dev/null)" ]] ||
    { echo "the key does not belong to the old one"; return; }
  for name in "${names[@]}"; do
    is_for "$name" "$folder/tls.crt" || { echo "the old one is not valid for $name"; return; }
  done
}

is_for() {
  local kind=-checkhost
  is_address "$1" && kind=-checkip
  openssl x509 -in "$2" -noout "$kind" "$1" | grep -q 'does match'
}

is_address() { [[ $1 == *:* || $1 =~ ^[0-9.]+$ ]]; }

# Makes a CA and a certificate in $1. The newest CA of the bundle in $2, if there is one, stays in the new bundle.
make_certificate() {
  local folder=$1 before=$2 name san=''
  for name in "${names[@]}"; do
    if is_address "$name"; then san+=",IP:$name"; else san+=",DNS:$name"; fi
  done
  # Each CA has a unique name, so that two CAs in one bundle can be distinguished.
  openssl req -x509 -config "$work/openssl.cnf" -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -sha256 -days "$days" \
    -subj "/CN=eniguard-ca-$(openssl rand -hex 4)" -extensions ca -keyout "$work/ca.key" -out "$work/ca.crt" 2>"$work/log"
  openssl req -new -config "$work/openssl.cnf" -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -sha256 \
    -subj /CN=eniguard -keyout "$folder/tls.key" -out "$work/tls.csr" 2>"$work/log"
  cat >"$work/tls.ext" <<END
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
subjectAltName=${san#,}
END
  openssl x509 -req -in "$work/tls.csr" -CA "$work/ca.crt" -CAkey "$work/ca.key" -set_serial "0x$(openssl rand -hex 16)" \
    -days "$days" -sha256 -extfile "$work/tls.ext" -out "$folder/tls.crt" 2>"$work/log"
  rm -f "$work/ca.key"
  cat "$work/ca.crt" >"$folder/ca.crt"
  if [[ -s $before/ca.crt ]] && openssl x509 -in "$before/ca.crt" -noout -checkend 0 >/dev/null 2>&1; then
    openssl x509 -in "$before/ca.crt" >>"$folder/ca.crt" # openssl prints only the first certificate of the file
  fi
}

cat >"$work/openssl.cnf" <<'END'
[req]
distinguished_name = dn
prompt = no
[dn]
CN = eniguard
[ca]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
END

ends() { openssl x509 -in "$1/tls.crt" -noout -enddate | cut -d= -f2; }

# Makes a certificate in $work/new unless the one in $1 can stay. Succeeds if it made one.
replaced() {
  local why
  if [[ -n $renew ]]; then why="--renew was given"; else why=$(flaw "$1"); fi
  if [[ -z $why ]]; then
    say "the certificate stays: valid until $(ends "$1")"
    return 1
  fi
  make_certificate "$work/new" "$1"
  say "made a new certificate ($why): valid until $(ends "$work/new")"
}

# --- one machine --------------------------------------------------------------------------------------------------------
if [[ -n $local_folder ]]; then
  names=(localhost 127.0.0.1 ::1 ${names[@]+"${names[@]}"})
  mkdir -p "$local_folder"
  if replaced "$local_folder"; then
    # Move the key last, because eniguard reloads the pair when it changes.
    for file in ca.crt tls.crt tls.key; do mv -f "$work/new/$file" "$local_folder/$file"; done
  fi
  say "start the server with ./eniguard serve --host 127.0.0.1 --tls-cert $local_folder/tls.crt --tls-key $local_folder/tls.key"
  exit 0
fi

# --- a cluster ----------------------------------------------------------------------------------------------------------
names=("$service.$namespace.svc" "$service.$namespace.svc.cluster.local")

"${kubectl[@]}" get namespace "$namespace" >/dev/null || { say "there is no namespace $namespace. Fix: run kubectl apply -k k8s/ first"; exit 1; }

# Prints a field of the Secret in base64, or nothing if there is no Secret. A Secret that may not be read is an error.
secret_field() {
  "${kubectl[@]}" -n "$namespace" get secret "$secret" --ignore-not-found -o "go-template={{index .data \"$1\"}}"
}
for file in ca.crt tls.crt tls.key; do
  secret_field "$file" >"$work/field"
  if [[ -s $work/field ]]; then openssl base64 -d -A -in "$work/field" -out "$work/old/$file"; fi
done

# Patches each webhook of a configuration by its name, so that concurrent changes of the list cannot mix up the webhooks.
put_ca() {
  local kind=$1 bundle webhook patch='' missing=0
  bundle=$(openssl base64 -A -in "$2")
  if ! "${kubectl[@]}" get "$kind" eniguard -o 'jsonpath={range .webhooks[*]}{.name}{"\n"}{end}' >"$work/webhooks" 2>"$work/log"; then
    say "$kind/eniguard: $(cat "$work/log")"
    return 1
  fi
  while read -r webhook; do
    patch+=",{\"name\":\"$webhook\",\"clientConfig\":{\"caBundle\":\"$bundle\"}}"
  done <"$work/webhooks"
  "${kubectl[@]}" patch "$kind" eniguard --type=strategic --field-manager=eniguard-certs -p "{\"webhooks\":[${patch#,}]}" >&2
}
put_ca_everywhere() {
  local kind
  for kind in validatingwebhookconfiguration mutatingwebhookconfiguration; do
    put_ca "$kind" "$1" || { say "a webhook configuration is missing. Fix: run kubectl apply -k k8s/, and then this script again"; exit 1; }
  done
}

if replaced "$work/old"; then
  # The API server must know the new CA before the first pod uses its certificate.
  put_ca_everywhere "$work/new/ca.crt"
  "${kubectl[@]}" -n "$namespace" create secret generic "$secret" --type=kubernetes.io/tls --dry-run=client -o yaml \
    --from-file=ca.crt="$work/new/ca.crt" --from-file=tls.crt="$work/new/tls.crt" --from-file=tls.key="$work/new/tls.key" |
    "${kubectl[@]}" apply --server-side --force-conflicts --field-manager=eniguard-certs -f - >&2
else
  put_ca_everywhere "$work/old/ca.crt"
fi
