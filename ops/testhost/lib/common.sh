# shellcheck shell=bash
# Messages, the identity of processes, waiting, and the machine's own Debian packages.

say() { echo "testhost: $*" >&2; }
die() { say "$*"; exit 1; }
misuse() { say "$*; see testhost --help"; exit 2; }

# identity PID: prints PID.STARTTIME, which no later process can share; fails when there is none, or only a zombie.
identity() {
  local stat fields
  { IFS= read -rd '' stat <"/proc/$1/stat" || [[ -n ${stat:-} ]]; } 2>/dev/null || return 1
  read -ra fields <<<"${stat##*) }"
  [[ ${fields[0]} != [ZX] ]] && echo "$1.${fields[19]}"
}

# alive IDENTITY: whether that very process still runs.
alive() { [[ $(identity "${1%%.*}") == "$1" ]]; }

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
