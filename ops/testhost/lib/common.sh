# shellcheck shell=bash
# Messages, the identity of processes, waiting, and the machine's own Debian packages.

say() { echo "testhost: $*" >&2; }
die() { say "$*"; exit 1; }
misuse() { say "$*; see testhost --help"; exit 2; }

# identity PID: prints PID.STARTTIME, which no later process can share; fails when there is none, or only a zombie.
identity() {
  local start
  read_start "$1" && echo "$1.$start"
}

# alive IDENTITY: whether that very process still runs. Forks nothing: keepers ask five times a second.
alive() {
  local start
  read_start "${1%%.*}" && [[ ${1##*.} == "$start" ]]
}

# read_start PID: sets `start` from /proc; what comes after the command's closing bracket has no surprises.
read_start() {
  local stat='' fields
  { IFS= read -rd '' stat <"/proc/$1/stat"; } 2>/dev/null
  read -ra fields <<<"${stat##*) }"
  start=${fields[19]:-}
  [[ $start && ${fields[0]} != [ZX] ]]
}

# within SECONDS COMMAND...: retries the command until it succeeds; fails when the time is over.
within() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < end)) || return 1
    sleep 0.03
  done
}

# need COMMAND=PACKAGE...: installs the packages whose commands are missing.
need() {
  local pair lock missing=()
  for pair; do
    command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
  done
  ((${#missing[@]})) || return 0
  say "installing Debian packages: ${missing[*]}"
  mkdir -p "$STATE"
  exec {lock}>"$STATE/packages.lock"
  flock "$lock"
  {
    apt-get update -qq &&
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o DPkg::Lock::Timeout=120 "${missing[@]}"
  } </dev/null >"$STATE/packages.log" 2>&1 || die "cannot install ${missing[*]}: $(tail -n 3 "$STATE/packages.log")"
  exec {lock}>&-
}

# cached TARGET COMMAND...: makes the directory TARGET once; COMMAND gets an empty directory as its last argument, and
# fills it. Only a whole one gets the name: what a killed build leaves is removed by the next.
cached() {
  local target=$1 lock
  shift
  [[ ! -d $target ]] || return 0
  mkdir -p "$CACHE"
  exec {lock}>"$target.lock"
  flock "$lock"
  if [[ ! -d $target ]]; then
    rm -rf --one-file-system "$target.new"
    mkdir "$target.new"
    "$@" "$target.new" {lock}>&-
    sync -f "$target.new"
    mv "$target.new" "$target"
  fi
  exec {lock}>&-
}
