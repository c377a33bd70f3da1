#!/usr/bin/env bash
# Downloads or builds kube-apiserver, etcd and kubectl for the tests and for `./eniguard demo`.
#
#   src/test/envtest/fetch.sh [--download | --build]
#
# The script downloads the archive that Kubernetes' controller-tools project publishes for this purpose, checks its SHA-512 and unpacks it.
# Without a network, it builds the three programs from their Go modules, if Go is installed (this takes minutes and 4 GB of Go's caches).
# Each option allows only one of the two ways. The programs are stored in ~/.cache/eniguard/envtest/VERSION; existing programs are kept.
#
# stdout contains only the path of the folder. All messages are on stderr. Usage:  export KUBEBUILDER_ASSETS=$(src/test/envtest/fetch.sh)
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=$HOME/.cache/eniguard/envtest
programs=(etcd kubectl kube-apiserver)
# The list of published archives and their checksums. Set ENIGUARD_ENVTEST_INDEX to use a mirror.
index=${ENIGUARD_ENVTEST_INDEX:-https://raw.githubusercontent.com/kubernetes-sigs/controller-tools/HEAD/envtest-releases.yaml}

# The code is in a function, so that bash reads all of it before it runs: a build takes minutes, and the file may change in the meantime.
main() {
  local way=${1:-any}
  case $way in any | --download | --build) ;; *) die "usage: fetch.sh [--download | --build]" ;; esac
  [[ $# -le 1 ]] || die "usage: fetch.sh [--download | --build]"

  # The version of a build, for instance v1.37.2. A download may be another patch release of the same minor version, because not
  # every patch release is published.
  kubernetes=$(sed -n 's|^[[:space:]]*k8s\.io/kubernetes \(v[0-9.]*\).*|\1|p' "$here/wrapper/go.mod")
  [[ $kubernetes =~ ^v([0-9]+)\.([0-9]+)\.[0-9]+$ ]] || die "no version of k8s.io/kubernetes in $here/wrapper/go.mod"
  major=${BASH_REMATCH[1]} minor=${BASH_REMATCH[2]}

  local dest
  if [[ -n ${KUBEBUILDER_ASSETS:-} ]]; then
    say "KUBEBUILDER_ASSETS is set: the tests will look only in $KUBEBUILDER_ASSETS"
  fi
  if dest=$(in_cache); then
    say "already there"
    printf '%s\n' "$dest"
    return
  fi
  mkdir -p "$cache"
  # This folder is on the file system of the cache, so that moving the programs to their place is atomic.
  scratch=$(mktemp -d "$cache/.new.XXXXXX")
  trap 'rm -rf "$scratch"' EXIT
  case $way in
    --download) download || die "no archive" ;;
    --build) build ;;
    any) download || build ;;
  esac
}

say() { printf 'envtest: %s\n' "$*" >&2; }
die() {
  say "$*"
  exit 1
}

complete() { # FOLDER
  local program
  for program in "${programs[@]}"; do [[ -f $1/$program && -x $1/$program ]] || return 1; done
}

# Prints the newest complete folder of the required minor version.
in_cache() {
  local folder newest= patch best=-1
  for folder in "$cache/v$major.$minor."*; do
    patch=${folder##*.}
    [[ $patch =~ ^[0-9]+$ && $patch -gt $best ]] || continue
    if complete "$folder"; then newest=$folder best=$patch; fi
  done
  [[ -n $newest ]] && printf '%s\n' "$newest"
}

# FOLDER VERSION: moves a complete folder to its place in the cache and prints the new path.
install_as() {
  local dest=$cache/$2
  [[ $("$1/kube-apiserver" --version) == "Kubernetes $2" ]] || die "kube-apiserver does not run or is not $2"
  # Another run may have stored the programs in the meantime.
  if ! complete "$dest"; then
    rm -rf "$dest"
    mv "$1" "$dest" || die "can't move them to $dest"
  fi
  printf '%s\n' "$dest"
}

# --- download -------------------------------------------------------------------------------------------------------------------------

platform() {
  local os arch
  case $(uname -s) in Linux) os=linux ;; Darwin) os=darwin ;; *) os=$(uname -s) ;; esac
  case $(uname -m) in x86_64) arch=amd64 ;; aarch64 | arm64) arch=arm64 ;; *) arch=$(uname -m) ;; esac
  printf '%s-%s' "$os" "$arch"
}

get() { # URL FILE
  curl --fail --silent --show-error --location --connect-timeout 10 --retry 2 --output "$2" "$1" >&2
}

sha512_of() { # FILE
  if command -v sha512sum >/dev/null; then sha512sum "$1"; else shasum -a 512 "$1"; fi | cut -d' ' -f1
}

# VERSION: prints "HASH URL" of the archive for this platform from the index.
listed() {
  awk -v key="envtest-$1-$(platform).tar.gz:" '
    $1 == key { here = 1; next }
    here && $1 == "hash:" { hash = $2 }
    here && $1 == "selfLink:" { url = $2 }
    here && hash != "" && url != "" { print hash, url; exit }
    here && $1 ~ /\.tar\.gz:$/ { exit }' "$scratch/index.yaml"
}

# Fails with a message if there is no network or no archive for this platform. Ends the script if the checksum of the archive is wrong,
# because a build from source would hide this.
download() {
  local version patch hash url
  command -v curl >/dev/null || { say "there is no curl on the PATH"; return 1; }
  get "$index" "$scratch/index.yaml" || { say "can't read $index"; return 1; }
  # A release has three numbers. Alphas and betas also have a suffix.
  patch=$(sed -n "s/^  v$major\\.$minor\\.\\([0-9][0-9]*\\):[[:space:]]*\$/\\1/p" "$scratch/index.yaml" | sort -n | tail -n 1)
  [[ -n $patch ]] || { say "no release of Kubernetes $major.$minor is listed in $index"; return 1; }
  version=v$major.$minor.$patch
  read -r hash url < <(listed "$version") || { say "no archive of $version for $(platform)"; return 1; }

  say "downloading $url"
  get "$url" "$scratch/archive.tar.gz" || { say "can't download it"; return 1; }
  [[ $(sha512_of "$scratch/archive.tar.gz") == "$hash" ]] || die "the SHA-512 of $url is not $hash, as listed in $index"
  # The archive contains controller-tools/envtest/etcd and so on.
  mkdir "$scratch/unpacked" && tar -xzf "$scratch/archive.tar.gz" -C "$scratch/unpacked" --strip-components=2 || die "can't unpack $url"
  complete "$scratch/unpacked" || die "the archive lacks one of ${programs[*]}"
  install_as "$scratch/unpacked" "$version"
}

# --- build ----------------------------------------------------------------------------------------------------------------------------

build() {
  command -v go >/dev/null || die "can't build them either: there is no go on the PATH. Fix: install Go, or run this where github.com can be reached"
  cd "$here/wrapper"
  # Use only this go.mod, without a workspace or flags of the caller.
  export GOWORK=off GOFLAGS=-mod=readonly CGO_ENABLED=0
  local etcd date link package out=$scratch/built
  etcd=$(go list -m -f '{{.Version}}' go.etcd.io/etcd/server/v3)
  # Use the time of the release, so that the same inputs give the same bytes.
  date=$(go list -m -f '{{.Time.UTC.Format "2006-01-02T15:04:05Z"}}' k8s.io/kubernetes)
  link='-s -w'
  for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
    link+=" -X $package.gitVersion=$kubernetes -X $package.gitMajor=$major -X $package.gitMinor=$minor -X $package.buildDate=$date"
  done
  say "building Kubernetes $kubernetes and etcd $etcd with $(go env GOVERSION): this takes minutes"
  compile etcd go.etcd.io/etcd/server/v3 -ldflags '-s -w'
  # These are the build tags of the official releases.
  compile kubectl k8s.io/kubernetes/cmd/kubectl -tags selinux,notest,grpcnotrace -ldflags "$link"
  compile kube-apiserver k8s.io/kubernetes/cmd/kube-apiserver -tags selinux,notest,grpcnotrace -ldflags "$link"
  install_as "$out" "$kubernetes"
}

compile() { # PROGRAM PACKAGE FLAG...
  local program=$1 package=$2 start=$SECONDS
  shift 2
  say "building $program"
  go build -trimpath -buildvcs=false "$@" -o "$scratch/built/$program" "$package" >&2
  say "built $program in $((SECONDS - start)) s"
}

main "$@"
exit
