# shellcheck shell=bash
# The cache: Debian root file systems, one for each release, built once and booted copy-on-write.

root_packages() {
  local packages=(systemd systemd-sysv dbus libpam-systemd podman crun runc netavark aardvark-dns iproute2
    iputils-ping procps curl ca-certificates busybox-static netbase passwd login)
  case $1 in # what netavark drives there
    bookworm) packages+=(iptables) ;;
    trixie) packages+=(nftables) ;;
  esac
  local IFS=,
  echo "${packages[*]}"
}

# root_of RELEASE: its directory, named after what is in it, so that a changed list is built anew.
root_of() { echo "$CACHE/$1-$(root_packages "$1" | cksum | cut -d ' ' -f 1)"; }

machine_release() { sed -n 's/^VERSION_CODENAME=//p' /etc/os-release; }

# sources_for RELEASE: this machine's own Debian sources turned to that release; nothing when it has none.
sources_for() {
  local own
  own=$(machine_release)
  # shellcheck disable=SC2016  # apt's variables, not ours
  apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' 'Component: main' |
    sed -nE "s/^(\S+) $own(-updates|-security)?\$/deb \1 $1\2 main/p" | sort -u
}

# ensure_roots RELEASE...: builds what is missing, side by side, in processes that die with this one (--pdeathsig).
ensure_roots() {
  local release job jobs=()
  for release; do
    [[ ! -d $(root_of "$release") ]] || continue
    need mmdebstrap=mmdebstrap
    setpriv --pdeathsig KILL "$SELF" _root "$release" </dev/null >&2 &
    jobs+=("$!")
  done
  for job in "${jobs[@]}"; do wait "$job" || exit 1; done
}

root_main() { cached "$(root_of "$1")" build_root "$1"; }

# build_root RELEASE DIRECTORY: in namespaces of its own, so that a kill takes every process and mount with it.
build_root() {
  local release=$1 log=$CACHE/$1.log mirror=("$CACHE/$1.list")
  say "building the $release root file system in $CACHE (about half a minute)"
  sources_for "$release" >"${mirror[0]}"
  apt-config dump | grep -E '^Acquire::(https?::Proxy|Check-)' >"$CACHE/apt.conf" || : # how this machine gets there
  [[ -s ${mirror[0]} ]] || mirror=() # mmdebstrap then takes its own default
  setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child=KILL --mount-proc \
    mmdebstrap --quiet --variant=minbase --include="$(root_packages "$release")" --dpkgopt=force-unsafe-io --aptopt="$CACHE/apt.conf" \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' "$release" "$2" "${mirror[@]}" >"$log" 2>&1 ||
    die "cannot build $release: $(tail -n 3 "$log") (all of it: $log)"
}
