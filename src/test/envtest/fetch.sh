#!/usr/bin/env bash
# Supplies kube-apiserver, etcd and kubectl to the tests and to `./eniguard demo`.
#
#   src/test/envtest/fetch.sh [--download | --build]
#
# Downloads the archive that Kubernetes' controller-tools project publishes for this purpose, checks its SHA-512 and unpacks it; where there
# is no network and Go is installed, builds the three from their Go modules (minutes, and 4 GB of Go's caches). An option allows one of the
# two ways only. They go to ~/.cache/eniguard/envtest/VERSION; nothing is done when they are there already.
#
# stdout is the folder alone, everything else goes to stderr:  export KUBEBUILDER_ASSETS=$(src/test/envtest/fetch.sh)
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=$HOME/.cache/eniguard/envtest
programs=(etcd kubectl kube-apiserver)
# Where the published archives and their checksums are listed; another address for who mirrors them.
index=${ENIGUARD_ENVTEST_INDEX:-https://raw.githubusercontent.com/kubernetes-sigs/controller-tools/HEAD/envtest-releases.yaml}

# One function, so that bash has read it all before it runs: a build takes minutes and the file may change meanwhile.
main() {
  local way=${1:-any}
  case $way in any | --download | --build) ;; *) die "usage: fetch.sh [--download | --build]" ;; esac
  [[ $# -le 1 ]] || die "usage: fetch.sh [--download | --build]"

  # The version that a build makes, v1.37.2 for instance. A download may be another patch release of the same minor version: not all are
  # published.
  kubernetes=$(sed -n 's|^[[:space:]]*k8s\.io/kubernetes \(v[0-9.]*\).*|\1|p' "$here/wrapper/go.mod")
  [[ $kubernetes =~ ^v([0-9]+)\.([0-9]+)\.[0-9]+$ ]] || die "no version of k8s.io/kubernetes in $here/wrapper/go.mod"
  major=${BASH_REMATCH[1]} minor=${BASH_REMATCH[2]}

  local dest
  if [[ -n ${KUBEBUILDER_ASSETS:-} ]]; then
    say "KUBEBUILDER_ASSETS is set: the tests will look in $KUBEBUILDER_ASSETS alone"
  fi
  if dest=$(in_cache); then
    say "already there"
    printf '%s\n' "$dest"
    return
  fi
  mkdir -p "$cache"
  # In the cache: the same file system, so that what is moved from here to its place is there at once and whole.
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

# The newest complete folder of the minor version that is wanted.
in_cache() {
  local folder newest= patch best=-1
  for folder in "$cache/v$major.$minor."*; do
    patch=${folder##*.}
    [[ $patch =~ ^[0-9]+$ && $patch -gt $best ]] || continue
    if complete "$folder"; then newest=$folder best=$patch; fi
  done
  [[ -n $newest ]] && printf '%s\n' "$newest"
}

# FOLDER VERSION: moves what is complete to its place in the cache and prints the place.
install_as() {
  local dest=$cache/$2
  [[ $("$1/kube-apiserver" --version) == "Kubernetes $2" ]] || die "kube-apiserver does not run or is not $2"
  # Another run may have been faster.
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

# VERSION: "HASH URL" of its archive for this platform, as the index has it.
listed() {
  awk -v key="envtest-$1-$(platform).tar.gz:" '
    $1 == key { here = 1; next }
    here && $1 == "hash:" { hash = $2 }
    here && $1 == "selfLink:" { url = $2 }
    here && hash != "" && url != "" { print hash, url; exit }
    here && $1 ~ /\.tar\.gz:$/ { exit }' "$scratch/index.yaml"
}

# Fails, with a word on why, when there is no network or no archive for this platform. Ends the script when the archive is not what its
# publisher says it is: that is no reason to look elsewhere quietly.
download() {
  local version patch hash url
  command -v curl >/dev/null || { say "no curl on the PATH"; return 1; }
  get "$index" "$scratch/index.yaml" || { say "can't read $index"; return 1; }
  # Releases have three numbers; alphas and betas have more to their name.
  patch=$(sed -n "s/^  v$major\\.$minor\\.\\([0-9][0-9]*\\):[[:space:]]*\$/\\1/p" "$scratch/index.yaml" | sort -n | tail -n 1)
  [[ -n $patch ]] || { say "no release of Kubernetes $major.$minor is listed in $index"; return 1; }
  version=v$major.$minor.$patch
  read -r hash url < <(listed "$version") || { say "no archive of $version for $(platform)"; return 1; }

  say "downloading $url"
  get "$url" "$scratch/archive.tar.gz" || { say "can't download it"; return 1; }
  [[ $(sha512_of "$scratch/archive.tar.gz") == "$hash" ]] || die "the SHA-512 of $url is not $hash, which is what $index says"
  # Inside are controller-tools/envtest/etcd and so on.
  mkdir "$scratch/unpacked" && tar -xzf "$scratch/archive.tar.gz" -C "$scratch/unpacked" --strip-components=2 || die "can't unpack $url"
  complete "$scratch/unpacked" || die "the archive lacks one of ${programs[*]}"
  install_as "$scratch/unpacked" "$version"
}

# --- build ----------------------------------------------------------------------------------------------------------------------------

build() {
  command -v go >/dev/null || die "can't build them either: no go on the PATH. Fix: install Go, or run this where github.com can be reached"
  cd "$here/wrapper"
  # This go.mod counts, not a workspace or flags of the caller's.
  export GOWORK=off GOFLAGS=-mod=readonly CGO_ENABLED=0
  local etcd date link package out=$scratch/built
  etcd=$(go list -m -f '{{.Version}}' go.etcd.io/etcd/server/v3)
  # The release's own time, so that the same inputs give the same bytes.
  date=$(go list -m -f '{{.Time.UTC.Format "2006-01-02T15:04:05Z"}}' k8s.io/kubernetes)
  link='-s -w'
  for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
    link+=" -X $package.gitVersion=$kubernetes -X $package.gitMajor=$major -X $package.gitMinor=$minor -X $package.buildDate=$date"
  done
  say "building Kubernetes $kubernetes and etcd $etcd with $(go env GOVERSION): this takes minutes"
  compile etcd go.etcd.io/etcd/server/v3 -ldflags '-s -w'
  # The tags of the release builds.
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
