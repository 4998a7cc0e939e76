#!/bin/sh
# Starts a container on a host, and tells what came of it: start-web.sh BROKER RUN HOST
# RUN is the time for which the run was planned, such as 2026-11-26T03:00:00Z.
set -eu
broker=$1 run=$2 host=$3
commands=longshore.commands.$host results=longshore.results.$host
# The same run on the same host is the same command, however often this program is started:
# whatever is in it comes from the run, and nothing from the clock.
id=$(uuidgen --sha1 --namespace @url --name "https://scheduler.example/start-web/$run/$host")
not_after=$(date -u -d "@$(($(date -d "$run" +%s) + 300))" +%Y-%m-%dT%H:%M:%SZ)

# Where the results end is found before the command is sent, so that the answer cannot be missed.
end=$(kcat -Q -b "$broker" -t "$results:0:-1" | sed 's/.*offset //')

jq -cn --arg id "$id" --arg host "$host" --arg notAfter "$not_after" --arg run "$run" '{
  $id, $host, action: "start_container",
  parameters: {name: "web", image: "registry.example/demo/web:1", environment: {GREETING: "hej"}},
  $notAfter, issuer: "scheduler@example", correlationId: ("start-web " + $run)
}' | kcat -P -b "$broker" -t "$commands" -k container/web -X acks=all

# Whoever waits for thousands of hosts takes a client that reads on; here, a look every two seconds does.
outcome='' looks=0
while [ -z "$outcome" ] && [ $((looks += 1)) -le 300 ]; do
  [ "$looks" = 1 ] || sleep 2
  outcome=$(kcat -C -e -q -b "$broker" -t "$results" -p 0 -o "$end" -X isolation.level=read_committed |
    jq -r --arg id "$id" 'select(.commandId == $id)
      | if .event == "finished" then .outcome
        elif .event == "duplicate" then .first.outcome + " (answered before)"
        elif .event == "conflict" then .failure.message
        else empty end')
done
echo "$host: ${outcome:-no answer in 10 minutes}"
case $outcome in succeeded*) ;; *) exit 1 ;; esac
