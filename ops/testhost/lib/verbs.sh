# shellcheck shell=bash disable=SC2153
# What a user can ask for, but the registries.

# fleet_dir FLEET: the directory of its state.
fleet_dir() {
  case $1 in
    */*) plain_path "$(realpath -m "$1")" ;;
    *) valid_name "$1" && plain_path "$STATE/named/$1" ;;
  esac
}

# plain_path PATH: prints it; mount and nspawn would take these characters for something else.
plain_path() {
  [[ $1 != *[:,\\[:space:]]* ]] || misuse "'$1': no colon, comma, backslash or space can be in this path"
  echo "$1"
}

valid_name() { [[ $1 =~ ^[a-z0-9][a-z0-9-]{0,30}$ ]] || misuse "'$1' is no name: small letters, digits, hyphens"; }

# running_fleet FLEET: its directory; ends the program when there is no such fleet.
running_fleet() {
  local dir
  dir=$(fleet_dir "${1:?}")
  is_running "$dir" || die "no fleet ${1} is running"
  echo "$dir"
}

is_running() { [[ -s $1/hub ]] && alive "$(<"$1/hub")"; }

hub_of() { cut -d . -f 1 "$1/hub"; }

# arguments COUNT NAMES ARGUMENT...: ends the program unless there are so many.
arguments() { (($# - 2 == $1)) || misuse "expected: $2"; }

verb_up() {
  local owner=none images='' java binds=() dir spec releases=()
  while [[ ${1:-} == -* ]]; do
    case $1 in
      --owner) owner=$(identity "${2:-}") || die "no process ${2:-} to own the fleet"; shift ;;
      --bind) binds+=("$(bind_option "${2:-}")"); shift ;;
      --java)
        java=$(java_binds "${2:-}")
        mapfile -t -O "${#binds[@]}" binds <<<"$java"
        shift
        ;;
      --images) images=yes ;;
      *) misuse "unknown option '$1'" ;;
    esac
    shift
  done
  (($# >= 2)) || misuse "expected: up [OPTION]... FLEET HOST[=RELEASE]..."
  dir=$(fleet_dir "$1")
  shift
  for spec; do releases+=("$(release_in "$spec")"); done
  plain_path "$CACHE" >/dev/null
  require_cgroup_v2
  need systemd-nspawn=systemd-container ip=iproute2 pgrep=procps
  ensure_roots "${releases[@]}"
  if [[ $images ]]; then
    cached "$(images_dir)" build_images
    images=$(images_dir)/store
  fi
  add_hosts "$dir" "$@"
  for spec; do await_host "$dir" "${spec%%=*}"; done
  if [[ $owner != none || $made ]]; then
    request "$dir" guard "$owner"
    within 60 grep -qsx "$owner" "$dir/guard" || die "the fleet's keeper does not answer"
  fi
}

# bind_option SOURCE:TARGET[:ro]: as nspawn takes it.
bind_option() {
  local source target mode rest
  IFS=: read -r source target mode rest <<<"$1"
  [[ -e $source && $target == /* && -z $rest && $mode =~ ^(ro)?$ ]] ||
    misuse "--bind takes EXISTING_SOURCE:/TARGET[:ro], not '$1'"
  echo "--bind${mode:+-ro}=$(realpath "$source"):$target"
}

# java_binds HOME: the Java, and where Debian's has its settings, which it links to.
java_binds() {
  [[ -x $1/bin/java ]] || misuse "--java takes the home of a Java, not '$1'"
  local path
  for path in "$1" $(find "$1/" -lname '/etc/java*' -printf '%l\n' | cut -d / -f 1-3 | sort -u); do
    bind_option "$path:$path:ro"
  done
}

# own_release: this machine's, or the newest there is a host of.
own_release() { [[ $(machine_release) == bookworm ]] && echo bookworm || echo trixie; }

release_in() {
  local release
  release=$(own_release)
  valid_name "${1%%=*}"
  [[ $1 != *=* ]] || release=${1#*=}
  [[ $release == bookworm || $release == trixie ]] || misuse "unknown release '$release': bookworm or trixie"
  echo "$release"
}

# add_hosts FLEETDIR SPEC...: makes the fleet when it is not running (and then sets made), and asks for the hosts.
add_hosts() {
  local dir=$1 spec lock
  shift
  mkdir -p "$FLEETS" "$STATE/named"
  exec {lock}>"$STATE/lock"
  flock "$lock"
  sweep
  made=''
  if ! is_running "$dir"; then
    make_fleet "$dir"
    made=yes
  fi
  for spec; do
    add_host "$dir" "${spec%%=*}" "$(release_in "$spec")"
    ask_for_host "$dir" "${spec%%=*}"
  done
  exec {lock}>&-
}

make_fleet() {
  local dir=$1 keeper
  if [[ -e $dir ]]; then
    rmdir "$dir" 2>/dev/null || die "$dir is there already, and is no fleet's"
  fi
  setsid "$SELF" _keeper "$dir" "$(identity $$)" </dev/null >/dev/null 2>&1 {lock}>&- &
  keeper=$!
  until is_running "$dir"; do
    kill -0 "$keeper" 2>/dev/null || die "the fleet's keeper ended"
    sleep 0.02
  done
}

# add_host FLEETDIR HOST RELEASE: writes what the keeper needs to start it, all at once.
add_host() {
  local state=$1/hosts/$2 new=$1/hosts/.new number
  if [[ -d $state ]]; then
    [[ $(<"$state/release") == "$3" ]] || die "host $2 is there already, with $(<"$state/release")"
    return 0
  fi
  number=$(find "$1/hosts" -mindepth 1 -maxdepth 1 -name '[!.]*' | wc -l)
  ((++number < 100)) || die "no more than 99 hosts a fleet"
  rm -rf "$new"
  mkdir "$new"
  echo "$3" >"$new/release"
  root_of "$3" >"$new/base"
  echo "$number" >"$new/number"
  ((${#binds[@]} == 0)) || printf '%s\n' "${binds[@]}" >"$new/binds"
  [[ ! $images ]] || echo "$images" >"$new/images"
  echo "$(address_of "$number") $2" >>"$1/etc-hosts"
  mv "$new" "$state"
}

# ask_for_host FLEETDIR HOST: to be started unless it runs; one that has just powered off is let go first.
ask_for_host() {
  local process=$1/hosts/$2/process leader=$1/hosts/$2/leader
  if [[ -s $leader ]] && ! alive "$(<"$leader")"; then
    within 20 gone "$(<"$process")" || die "what is left of $2 does not end"
  fi
  if [[ -e $process ]] && ! alive "$(<"$process")"; then rm -f "$process" "$leader"; fi
  request "$1" host "$2"
}

verb_down() {
  local dir keeper lock
  arguments 1 "down FLEET" "$@"
  dir=$(fleet_dir "$1")
  if [[ -s $dir/keeper ]]; then
    keeper=$(<"$dir/keeper")
    ! alive "$keeper" || kill -TERM "${keeper%%.*}"
    within 20 gone "$keeper" || kill -KILL "${keeper%%.*}"
    within 5 gone "$keeper" || die "cannot end the keeper of $1"
  fi
  mkdir -p "$FLEETS"
  exec {lock}>"$STATE/lock"
  flock "$lock"
  sweep
}

gone() { ! alive "$1"; }

verb_list() {
  local record dir state up lock
  arguments 0 "list" "$@"
  mkdir -p "$FLEETS"
  exec {lock}>"$STATE/lock"
  flock "$lock"
  sweep
  for record in "$FLEETS"/*; do
    read -r dir <"$record" || continue
    for state in "$dir"/hosts/*; do
      [[ -d $state ]] || continue
      up=down
      if [[ -s $state/leader ]] && alive "$(<"$state/leader")"; then up=up; fi
      echo "$dir ${state##*/} $(<"$state/release") $(address_of "$(<"$state/number")") $up"
    done
  done 2>/dev/null
}

verb_info() {
  local dir leader root
  arguments 2 "info FLEET HOST" "$@"
  dir=$(running_fleet "$1")
  leader=$(leader_of "$dir" "$2")
  root=/proc/$leader/root
  cat <<END
leader=$leader
root=$root
ip=$(address_of "$(<"$dir/hosts/$2/number")")
release=$(<"$dir/hosts/$2/release")
machine_id=$(<"$root/etc/machine-id")
podman_socket=$root/run/podman/podman.sock
dbus_socket=$root/run/dbus/system_bus_socket
END
}

# The command dies with its caller (--pdeathsig): a killed test leaves nothing running in the host.
verb_exec() {
  local dir leader
  (($# >= 3)) || misuse "expected: exec FLEET HOST COMMAND..."
  dir=$(running_fleet "$1")
  leader=$(leader_of "$dir" "$2")
  shift 2
  enter_cgroups_of "$leader"
  exec nsenter -t "$leader" --mount --uts --ipc --net --pid --cgroup --root --wd -- \
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM="${TERM:-dumb}" \
    LANG=C.UTF-8 PODMAN_IGNORE_CGROUPSV1_WARNING=1 setpriv --pdeathsig KILL -- "$@"
}

verb_net() {
  local dir
  (($# >= 2)) || misuse "expected: net FLEET COMMAND..."
  dir=$(running_fleet "$1")
  shift
  exec nsenter -t "$(hub_of "$dir")" --net -- "$@"
}

verb_cut() { plug down "$@"; }
verb_heal() { plug up "$@"; }

# plug up|down FLEET HOST
plug() {
  local dir number position=$1
  shift
  arguments 2 "cut|heal FLEET HOST" "$@"
  dir=$(running_fleet "$1")
  leader_of "$dir" "$2" >/dev/null
  number=$(<"$dir/hosts/$2/number")
  nsenter -t "$(hub_of "$dir")" --net ip link set "h$number" "$position"
}

verb_kill() {
  local dir state cgroups
  arguments 2 "kill FLEET HOST" "$@"
  dir=$(running_fleet "$1")
  state=$dir/hosts/$2
  mapfile -t cgroups < <(tail -n +2 "$FLEETS/$(<"$dir/keeper")")
  kill -KILL "$(leader_of "$dir" "$2")"
  thaw "${cgroups[@]/%//$2}" || :
  within 20 gone "$(<"$state/process")" || die "$2 does not end"
  rm -f "$state/leader" "$state/process"
  remove_cgroups "${cgroups[@]/%//$2}" || : # `boot` takes them as they are
}

verb_boot() {
  local dir
  arguments 2 "boot FLEET HOST" "$@"
  dir=$(running_fleet "$1")
  [[ -d $dir/hosts/$2 ]] || die "no host $2 in fleet $1"
  ! (leader_of "$dir" "$2") >/dev/null 2>&1 || die "host $2 is running"
  ask_for_host "$dir" "$2"
  await_host "$dir" "$2"
}

verb_forward() {
  local dir target
  (($# == 2 || $# == 3)) || misuse "expected: forward FLEET PORT [TARGET_PORT]"
  dir=$(running_fleet "$1")
  target=${3:-$2}
  [[ $2 =~ ^[0-9]+$ && $target =~ ^[0-9]+$ ]] || misuse "a port is a number"
  ! listening "$dir" "$2" || die "hub:$2 is taken already"
  need socat=socat
  request "$dir" forward "$2 $target"
  within 60 listening "$dir" "$2" || die "nothing listens at hub:$2: $(tail -n 2 "$dir/log")"
}

# listening FLEETDIR PORT: whether something accepts connections there, without making one.
listening() {
  is_running "$1" || die "the fleet has ended"
  [[ $(nsenter -t "$(hub_of "$1")" --net ss -Hltn "src = $HUB_ADDRESS:$2") ]]
}
