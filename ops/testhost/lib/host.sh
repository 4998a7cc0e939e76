# shellcheck shell=bash
# One host: its start by the keeper, and what is done inside the hub's namespaces until it is systemd-nspawn.
# Its state, in FLEETDIR/hosts/HOST: release, base (its root file system), number, binds, images: written by `up`;
# process (of nsenter, nspawn's parent): by the keeper; leader (of systemd): by who waited for it to be ready.

# start_host HOST (keeper): its processes are killed with the hub; what it prints goes to its own log.
start_host() {
  local state=$dir/hosts/$1
  if [[ -e $state/process ]] && alive "$(<"$state/process")"; then return; fi
  in_hub --net -- unshare --mount --net "$SELF" _host "$dir" "$1" >>"$state/log" 2>&1 &
  identity $! >"$state/process" || echo "$!.0" >"$state/process" # ended already
}

host_main() {
  local dir=$1 host=$2 state root disk cgroups number cgroup options=()
  state=$dir/hosts/$host root=$state/root disk=$dir/disks/$host
  read -r number <"$state/number"
  mapfile -t cgroups < <(tail -n +2 "$FLEETS/$(<"$dir/keeper")")
  for cgroup in "${cgroups[@]}"; do
    make_cgroup "$cgroup/$host"
    enter_cgroup "$cgroup/$host"
  done
  mkdir -p "$root" "$disk"/{upper,work,containers}
  mount -t overlay -o "lowerdir=$(<"$state/base"),upperdir=$disk/upper,workdir=$disk/work" overlay "$root"
  [[ -e $root/etc/testhost ]] || furnish "$root"
  plug_in "$number"
  [[ ! -e $state/binds ]] || mapfile -t options <"$state/binds"
  [[ ! -e $state/images ]] || options+=("--bind-ro=$(<"$state/images"):/var/lib/shared-images")
  # "network": netavark sets sysctls, which nspawn would show read-only
  SYSTEMD_NSPAWN_API_VFS_WRITABLE=network exec systemd-nspawn --quiet --register=no --keep-unit --settings=no \
    --directory="$root" --machine="$host" --hostname="$host" --network-namespace-path=/proc/$$/ns/net \
    --capability=all --system-call-filter='@mount @keyring bpf' --resolv-conf=off --timezone=off --link-journal=no \
    --bind-ro="$dir/etc-hosts:/etc/hosts" --bind="$disk/containers:/var/lib/containers" "${options[@]}" \
    /usr/local/sbin/testhost-init systemd.show_status=0
}

# furnish ROOT: makes plain Debian a host of its own, before its first boot.
furnish() {
  local root=$1 unit units=(
    # nobody sits at a console, and each watcher takes one of root's 128 inotify instances
    console-getty.service getty@.service systemd-ask-password-{console,wall}.path
    # the kernel, its settings and the disks are the machine's
    modprobe@.service systemd-modules-load.service kmod-static-nodes.service systemd-sysctl.service
    systemd-remount-fs.service systemd-pstore.service
    # only cost time
    ldconfig.service systemd-journal-catalog-update.service systemd-update-done.service
    systemd-update-utmp.service systemd-update-utmp-runlevel.service)
  rm -f "$root"/etc/systemd/system/*.wants/* "$root"/etc/{hosts,resolv.conf}
  cp -r --no-preserve=ownership "$HERE/host/." "$root"
  for unit in "${units[@]}"; do ln -sf /dev/null "$root/etc/systemd/system/$unit"; done
  : >"$root/etc/hosts"
  : >"$root/etc/resolv.conf"
  echo "$host" >"$root/etc/hostname"
  tr -d - </proc/sys/kernel/random/uuid >"$root/etc/machine-id"
  configure_podman >"$root/etc/containers/containers.conf.d/testhost-machine.conf"
  if [[ -e $state/images ]]; then
    printf '%s\n' '[storage.options]' 'additionalimagestores = ["/var/lib/shared-images"]' >>"$root/etc/containers/storage.conf"
  fi
  : >"$root/etc/testhost"
}

# configure_podman: the part of containers.conf that depends on this machine.
configure_podman() {
  local files processes
  files=$(ulimit -Hn) processes=$(ulimit -Hu)
  echo '[containers]'
  # With any ulimit of a container's own Podman 4.3 also asks for 1048576 of these, which takes CAP_SYS_RESOURCE.
  echo "default_ulimits = [\"nofile=$files:$files\", \"nproc=${processes/unlimited/-1}:${processes/unlimited/-1}\"]"
  # crun refuses v1 and hybrid; under v2 that of Debian 12 raises its memlock limit, which takes CAP_SYS_RESOURCE too
  if ! pure_v2 || ! (ulimit -l unlimited) 2>/dev/null; then
    printf '%s\n' '[engine]' 'runtime = "runc"'
  fi
}

# plug_in NUMBER: eth0 here, h<NUMBER> on the hub's bridge. nsenter: PID 1 here is the hub.
plug_in() {
  nsenter -t 1 --net ip link delete "h$1" 2>/dev/null || : # of the last boot: the kernel takes its time to drop it
  nsenter -t 1 --net ip link add "h$1" type veth peer name eth0 netns $$
  nsenter -t 1 --net ip link set "h$1" master hub up
  ip link set lo up
  # the same in every boot, or the others go on talking to the old one for two minutes
  ip link set eth0 address "$(printf '02:fe:00:00:00:%02x' "$1")"
  ip address add "$(address_of "$1")/24" dev eth0
  ip link set eth0 up
  ip route add default via "$HUB_ADDRESS"
}

address_of() { echo "${HUB_ADDRESS%.*}.$((10 + $1))"; }

# await_host FLEETDIR HOST: until it is ready, at most five minutes.
await_host() {
  local dir=$1 host=$2
  within 300 host_settled "$dir" "$dir/hosts/$host" || die "$host is not ready after 300 s: $(tail -n 3 "$dir/hosts/$host/log")"
  [[ -e $dir/hosts/$host/leader ]] || die "$host did not boot: $(tail -n 3 "$dir/hosts/$host/log")"
}

# host_settled FLEETDIR STATE: ready (its leader is then written), or gone.
host_settled() {
  local nspawn leader
  is_running "$1" || die "the fleet has ended"
  [[ -s $2/process ]] || return 1
  alive "$(<"$2/process")" || return 0
  nspawn=$(pgrep -P "$(cut -d . -f 1 "$2/process")") || return 1
  leader=$(pgrep -x systemd -P "$nspawn") || return 1
  [[ -e /proc/$leader/root/run/testhost-ready ]] && identity "$leader" >"$2/leader"
}

# leader_of FLEETDIR HOST: the process id of the host's systemd.
leader_of() {
  local file=$1/hosts/$2/leader
  [[ -d $1/hosts/$2 ]] || die "no host $2 in fleet $1"
  if [[ ! -s $file ]] || ! alive "$(<"$file")"; then die "host $2 is not running"; fi
  cut -d . -f 1 "$file"
}
