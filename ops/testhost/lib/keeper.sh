# shellcheck shell=bash
# A fleet's life. All of it hangs from one process, the keeper:
#
#   keeper ── unshare ── hub (PID 1 of the fleet's own PID, mount and network namespaces)
#         └── nsenter ── one for each host, registry and forwarder: runs inside the hub's namespaces
#
# When the hub dies the kernel ends every process, mount and network link of the fleet. The hub dies with the keeper
# (even by SIGKILL), and the keeper ends it when the process that it guards is gone: first the `up` which makes the
# fleet, later the owner. What can outlive a killed keeper is empty: cgroup and state directories, both told by the
# record that it writes before it makes them; the next up, list or down removes them.

FLEETS=$STATE/fleets # one record a fleet: named by the keeper's identity; first line DIRECTORY, then its cgroups

# request FLEETDIR WORD...: asks the keeper. Opened for reading too, so that it cannot block when the keeper is gone.
request() {
  local dir=$1
  shift
  echo "$*" 1<>"$dir/requests"
}

keeper_main() {
  local me cgroups cgroup
  dir=$1 guard=$2 record='' anchor='' hub='' # not local: end_fleet reads them when all functions have returned
  me=$(identity $$)
  record=$FLEETS/$me
  mapfile -t cgroups < <(cgroups_for "longshore-testhost-$me")
  printf '%s\n' "$dir" "${cgroups[@]}" >"$record"
  mkdir -p "$dir"
  chmod 700 "$dir"
  exec >"$dir/log" 2>&1
  echo "$me" >"$dir/keeper"
  trap 'exit 143' TERM
  trap end_fleet EXIT
  mkdir "$dir/hosts" "$dir/disks"
  mkfifo "$dir/requests"
  printf '%s\n' '127.0.0.1 localhost' "$HUB_ADDRESS hub broker registry" >"$dir/etc-hosts"
  for cgroup in "${cgroups[@]}"; do make_cgroup "$cgroup"; done
  start_hub
  serve_requests
}

start_hub() {
  setpriv --pdeathsig KILL unshare --fork --kill-child=KILL --pid --mount-proc --mount --propagation slave --net \
    "$SELF" _hub "$dir" </dev/null &
  anchor=$!
  within 60 test -e "$dir/hub.ready" || die "the hub did not start"
  hub=$(identity "$(pgrep -P "$anchor")")
  echo "$hub" >"$dir/hub"
}

# The reading end is never at its end, so that waiting for a request is also the pause between two looks at the guard.
serve_requests() {
  local requests part line=''
  exec {requests}<>"$dir/requests"
  # a fleet whose directory was removed could not be named any more
  while [[ -e $dir/requests ]] && alive "$hub" && { [[ $guard == none ]] || alive "$guard"; }; do
    if IFS= read -r -t 0.2 -u "$requests" part; then
      answer "$line$part"
      line=''
    else
      line+=$part # the time can be over in the middle of a line
    fi
  done
}

# answer "VERB ARGUMENT..."
answer() {
  local argument=${1#* }
  case $1 in
    guard\ *)
      guard=$argument
      echo "$guard" >"$dir/guard" ;; # whoever asked may now end
    host\ *) start_host "$argument" ;;
    registries) in_hub --net "$SELF" _registries "$dir" & ;;
    forward\ *) start_forward "$argument" ;;
  esac
}

# in_hub [--net] COMMAND...: becomes a command in the hub's PID and mount namespaces, and in its network when asked.
in_hub() {
  exec nsenter -t "${hub%%.*}" --pid --mount "$@" </dev/null
}

# start_forward "PORT TARGET" (keeper): two ends in the hub's process namespace, one in its network, one in the
# machine's, joined by a socket in a directory which only they see.
start_forward() {
  local port target socket
  read -r port target <<<"$1"
  socket=/run/systemd/testhost-forward-$port
  in_hub socat "UNIX-LISTEN:$socket,fork,unlink-early" "TCP:127.0.0.1:$target" &
  within 5 test -S "/proc/${hub%%.*}/root$socket" || return 0
  in_hub --net socat "TCP-LISTEN:$port,bind=$HUB_ADDRESS,reuseaddr,fork" "UNIX-CONNECT:$socket" &
}

end_fleet() {
  local lines
  trap '' TERM
  if [[ $hub ]]; then anchor=${hub%%.*}; fi
  kill -KILL "$anchor" 2>/dev/null || :
  # The hub waits for its last process, and one of a paused container does not die.
  if mapfile -t lines <"$record"; then thaw "${lines[@]:1}" || :; fi
  wait
  remove_fleet "$record" || :
}

# remove_fleet RECORD: removes what a fleet without processes has left; the record goes last, and only when all has gone.
remove_fleet() {
  local lines keeper
  mapfile -t lines <"$1" || return 0
  keeper=$(cat "${lines[0]}/keeper" 2>/dev/null) || keeper=${1##*/}
  # by now the directory may be another fleet's
  [[ $keeper != "${1##*/}" ]] || rm -rf --one-file-system "${lines[0]}"
  remove_cgroups "${lines[@]:1}" && rm -f "$1"
}

# sweep: removes what is left of fleets whose keeper was killed.
sweep() {
  local record
  for record in "$FLEETS"/*; do
    [[ ! -s $record ]] || alive "${record##*/}" || remove_fleet "$record" || :
  done
}

# PID 1 of the fleet's namespaces: the bridge all hosts are plugged into, the file system their disks are on.
hub_main() {
  local dir=$1
  trap 'exit 0' TERM INT
  mount -t tmpfs -o mode=755 tmpfs "$dir/disks" # not the machine's disk: overlay over overlay would not do there
  # nspawn keeps notes and locks in /run/systemd: they would outlive the fleet, and collide with another's
  mkdir -p /run/systemd
  mount -t tmpfs -o mode=755 tmpfs /run/systemd
  ip link set lo up
  # an address of its own: it would take the lowest of its hosts', change it with them, and the others would not know
  ip link add hub address 02:fe:00:00:00:00 type bridge
  ip address add "$HUB_ADDRESS/24" dev hub
  ip link set hub up
  : >"$dir/hub.ready"
  while :; do
    sleep infinity &
    wait $! # bash reaps whatever the ended hosts leave to PID 1
  done
}
