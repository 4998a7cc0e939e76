# shellcheck shell=bash
# Registries in a fleet's network, and the images in them, which are built here: no outside registry is asked.

REGISTRY_USER=longshore
REGISTRY_PASSWORD=secret

# images_dir: named after what is in it. store: containers' storage of Podman; registry: storage of the registry.
images_dir() {
  echo "$CACHE/images-$({ root_of bookworm; find "$HERE/images" -type f -print0 | sort -z | xargs -0 cat; } | cksum | cut -d ' ' -f 1)"
}

registry_program() { echo "$CACHE/docker-registry-$(machine_release)"; }

# unpack_registry DIRECTORY: Debian's package, not installed, for that would start a registry on the machine itself.
unpack_registry() {
  local log=$CACHE/docker-registry.log
  say "unpacking Debian's docker-registry into $CACHE"
  (
    cd "$1" || exit
    download=(apt-get -qq -o APT::Sandbox::User=root download docker-registry)
    "${download[@]}" || { apt-get -qq update && "${download[@]}"; }
    dpkg -x docker-registry_*.deb .
  ) >"$log" 2>&1 || die "cannot get docker-registry: $(tail -n 3 "$log")"
}

# build_images DIRECTORY: in a host of its own, so that the machine needs no tools for images.
build_images() {
  local new=$1 builder=images-$$ fleet=$STATE/named/images-$$ log=$CACHE/images.log
  say "building the demo images in $CACHE (about ten seconds)"
  mkdir "$new/store" "$new/registry"
  "$SELF" up --owner $$ --bind "$new:/new" --bind "$HERE/images:/images:ro" "$builder" builder=bookworm
  start_registries "$fleet" "$new/registry"
  "$SELF" exec "$builder" builder /images/build /new/store </dev/null >"$log" 2>&1 ||
    die "cannot build the images: $(tail -n 3 "$log") (all of it: $log)"
  cp -a "$fleet/registry/storage/." "$new/registry"
  "$SELF" down "$builder"
}

verb_registry() {
  local dir lock
  arguments 1 "registry FLEET" "$@"
  dir=$(running_fleet "$1")
  exec {lock}>"$dir/registry.lock"
  flock "$lock"
  if [[ ! -e $dir/registry/ready ]]; then
    cached "$(images_dir)" build_images {lock}>&-
    start_registries "$dir" "$(images_dir)/registry"
  fi
  cat <<END
http=registry:5000
tls=registry:5443
http_password=registry:5001
tls_password=registry:5444
user=$REGISTRY_USER
password=$REGISTRY_PASSWORD
ca=$dir/registry/ca.crt
images=demo/web:1 demo/web:2 demo/tools:1 demo/kolla:1 demo/declared:1
END
}

# start_registries FLEETDIR STORAGE: on a copy of the storage, which tests may push to.
start_registries() {
  local dir=$1 port
  need openssl=openssl
  cached "$(registry_program)" unpack_registry
  rm -rf "$dir/registry"
  mkdir "$dir/registry"
  cp -a --reflink=auto "$2" "$dir/registry/storage"
  make_secrets "$dir/registry"
  request "$dir" registries
  for port in 5000 5001 5443 5444; do
    within 60 listening "$dir" "$port" || die "the registry at port $port did not start: $(tail -n 2 "$dir/log")"
  done
  : >"$dir/registry/ready"
}

# make_secrets DIR: a certificate authority, the registry's certificate by it, and the password file.
make_secrets() {
  local key=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 3650)
  {
    openssl req -x509 "${key[@]}" -subj '/CN=testhost certificate authority' -keyout "$1/ca.key" -out "$1/ca.crt"
    openssl req -x509 "${key[@]}" -subj /CN=registry -CA "$1/ca.crt" -CAkey "$1/ca.key" -keyout "$1/registry.key" \
      -addext "subjectAltName=DNS:registry,DNS:hub,IP:$HUB_ADDRESS" -addext basicConstraints=critical,CA:FALSE \
      -out "$1/registry.crt"
  } 2>"$1/openssl.log" || die "cannot make certificates: $(tail -n 3 "$1/openssl.log")"
  # bcrypt is all that the registry understands; perl's crypt has it, and is on every Debian
  # shellcheck disable=SC2016
  perl -e 'print "$ARGV[0]:", crypt($ARGV[1], q($2b$05$) . "testhosttesthosttestha"), "\n"' \
    "$REGISTRY_USER" "$REGISTRY_PASSWORD" >"$1/htpasswd"
}

# In the hub: one registry process for each way in, all over the same storage.
registries_main() {
  local dir=$1/registry
  local tls=(REGISTRY_HTTP_TLS_CERTIFICATE="$dir/registry.crt" REGISTRY_HTTP_TLS_KEY="$dir/registry.key")
  local password=(REGISTRY_AUTH=htpasswd REGISTRY_AUTH_HTPASSWD_REALM=testhost REGISTRY_AUTH_HTPASSWD_PATH="$dir/htpasswd")
  export REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY=$dir/storage REGISTRY_HTTP_SECRET=testhost OTEL_TRACES_EXPORTER=none
  open_port 5000
  open_port 5001 "${password[@]}"
  open_port 5443 "${tls[@]}"
  open_port 5444 "${tls[@]}" "${password[@]}"
  wait
}

# open_port PORT SETTING...
open_port() {
  env REGISTRY_HTTP_ADDR="$HUB_ADDRESS:$1" "${@:2}" \
    "$(registry_program)/usr/bin/docker-registry" serve "$HERE/registry.yml" &
}

verb_trust() {
  local dir root port
  arguments 2 "trust FLEET HOST" "$@"
  dir=$(running_fleet "$1")
  root=/proc/$(leader_of "$dir" "$2")/root
  [[ -e $dir/registry/ca.crt ]] || die "the registries of $1 are not started: testhost registry $1"
  for port in 5443 5444; do
    install -D -m 644 "$dir/registry/ca.crt" "$root/etc/containers/certs.d/registry:$port/ca.crt"
  done
}
