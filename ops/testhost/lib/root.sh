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

# sources_for RELEASE: this machine's own Debian sources turned to that release; nothing when it has none.
sources_for() {
  local own
  own=$(. /etc/os-release && echo "$VERSION_CODENAME")
  # shellcheck disable=SC2016  # apt's variables, not ours
  apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' 'Component: main' |
    sed -nE "s/^(\S+) $own(-updates|-security)?\$/deb \1 $1\2 main/p" | sort -u
}

# ensure_roots RELEASE...: builds what is missing, side by side. Whoever is killed on the way takes the builders along
# (--pdeathsig, --kill-child) and leaves only a directory that nobody believes in: the next build removes it.
ensure_roots() {
  local release lock root mirror jobs=()
  for release; do [[ -d $(root_of "$release") ]] || break; done
  [[ ! -d $(root_of "$release") ]] || return 0
  need mmdebstrap=mmdebstrap
  mkdir -p "$CACHE"
  exec {lock}>"$CACHE/lock"
  flock "$lock"
  rm -rf --one-file-system "$CACHE"/.building-root-*
  for release; do
    root=$(root_of "$release")
    [[ ! -d $root ]] || continue
    say "building the $release root file system in $CACHE (about half a minute)"
    sources_for "$release" >"$CACHE/$release.list"
    mirror=("$CACHE/$release.list")
    [[ -s ${mirror[0]} ]] || mirror=() # mmdebstrap then uses its own default
    # started from this very shell, not from a function in the background: the death of a subshell's parent goes unseen
    setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child=KILL --mount-proc \
      mmdebstrap --quiet --variant=minbase --include="$(root_packages "$release")" \
      --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
      --dpkgopt='path-exclude=/usr/share/locale/*' "$release" "$CACHE/.building-root-$release" \
      "${mirror[@]}" </dev/null >"$CACHE/$release.log" 2>&1 {lock}>&- &
    jobs+=("$!:$release")
  done
  finish_roots "${jobs[@]}"
  exec {lock}>&-
}

finish_roots() {
  local job release
  for job; do
    release=${job#*:}
    wait "${job%%:*}" || die "cannot build $release: $(tail -n 3 "$CACHE/$release.log") (all of it: $CACHE/$release.log)"
    sync -f "$CACHE/.building-root-$release"
    mv "$CACHE/.building-root-$release" "$(root_of "$release")"
  done
}
