# shellcheck shell=bash
# Control groups. Every host has one of its own in every hierarchy: with nspawn's --keep-unit it would otherwise
# share its caller's, and two hosts would see each other's units. Three layouts exist: pure v2, v1 with a v2 tree
# beside it ("hybrid"), and v1 alone, on which systemd now and then misses that a unit has become empty.

pure_v2() { [[ -e /sys/fs/cgroup/cgroup.controllers ]]; }

require_cgroup_v2() {
  pure_v2 || [[ -e /sys/fs/cgroup/unified/cgroup.controllers ]] ||
    die "no cgroup v2 tree at /sys/fs/cgroup or /sys/fs/cgroup/unified; hosts would hang when units stop"
}

# hierarchy CONTROLLERS: where the hierarchy of a /proc/PID/cgroup line is mounted; fails when it is not.
hierarchy() {
  local dir=/sys/fs/cgroup/${1#name=}
  if [[ -z $1 ]]; then
    pure_v2 && dir=/sys/fs/cgroup || dir=/sys/fs/cgroup/unified
  fi
  [[ -e $dir/cgroup.procs ]] && echo "${dir%/}"
}

# cgroups_for NAME: the directories which cgroup NAME has below the caller's own, one for each hierarchy.
cgroups_for() {
  local controllers path dir
  while IFS=: read -r _ controllers path; do
    dir=$(hierarchy "$controllers") || continue
    # Under pure v2 a cgroup that holds processes, as the caller's does, cannot hand controllers down: start at the top.
    if [[ -z $controllers ]] && pure_v2; then path=/; fi
    echo "$dir${path%/}/$1"
  done </proc/self/cgroup
}

make_cgroup() {
  local dir=$1 key controller
  mkdir -p "$dir"
  if [[ -e $dir/cgroup.controllers ]] && pure_v2; then
    for controller in $(<"${dir%/*}/cgroup.controllers"); do # one by one: a single refusal would refuse them all
      echo "+$controller" >"${dir%/*}/cgroup.subtree_control" || :
    done 2>/dev/null
  elif [[ -e $dir/cpuset.cpus ]]; then # a v1 cpuset is born empty, and takes no process until it is filled
    for key in cpus mems; do
      [[ -n $(<"$dir/cpuset.$key") ]] || cat "${dir%/*}/cpuset.$key" >"$dir/cpuset.$key"
    done
  fi
}

# enter_cgroup DIR...: moves this shell into each of them.
enter_cgroup() {
  local dir
  for dir; do
    echo 0 >"$dir/cgroup.procs" || die "cannot enter cgroup $dir"
  done
}

# enter_cgroups_of PID: nsenter's -C changes what is seen, not where the process is, and crun refuses the difference.
enter_cgroups_of() {
  local controllers path dir
  while IFS=: read -r _ controllers path; do
    dir=$(hierarchy "$controllers") || continue
    enter_cgroup "$dir$path"
  done <"/proc/$1/cgroup"
}

# thaw DIR...: a paused container's processes die of no signal, not even of their pid namespace's end, before they run.
thaw() {
  local frozen
  find "$@" -name freezer.state -exec grep -lx FROZEN {} + 2>/dev/null | while read -r frozen; do echo THAWED >"$frozen"; done
  find "$@" -name cgroup.freeze -exec grep -lx 1 {} + 2>/dev/null | while read -r frozen; do echo 0 >"$frozen"; done
}

# remove_cgroups DIR...: with all below them; waits up to 5 s for dying processes to leave, and fails if they do not.
remove_cgroups() {
  thaw "$@" || :
  within 5 no_cgroups_left "$@" && return
  say "left, because they are not empty: $*"
  return 1
}

no_cgroups_left() {
  local dir left=0
  for dir; do
    [[ -d $dir ]] || continue
    find "$dir" -depth -type d -exec rmdir {} + 2>/dev/null || left=1
  done
  return "$left"
}
