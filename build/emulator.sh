#!/usr/bin/env bash
# The emulator that the stacks of `make up` talk to: emulator.sh start | stop | summary | endpoint
# It runs in the background and keeps its cloud until it is stopped. Its process id, endpoint and log are under .make/emulator/.
set -u
cd "$(dirname "$0")/.." || exit 1
home=.make/emulator

# Without curl: bash opens the connection itself. HTTP/1.0, so that the answer's end is the connection's end.
summary() {
    local address
    address=$(cat "$home/endpoint" 2> /dev/null) && [ -n "$address" ] || return 1
    address=${address#http://}
    exec 3<> "/dev/tcp/${address%:*}/${address##*:}" || return 1
    printf 'GET /_control/summary HTTP/1.0\r\nHost: %s\r\n\r\n' "$address" >&3
    tr -d '\r' <&3 | sed '1,/^$/d'
    exec 3>&-
}

is_running() {
    kill -0 "$(cat "$home/pid" 2> /dev/null || echo none)" 2> /dev/null && (summary) > /dev/null 2>&1
}

start() {
    is_running && return
    mkdir -p "$home"
    rm -f "$home/endpoint"
    : > "$home/out"
    # A job of its own: Ctrl-C here ends the run that uses it, not the cloud.
    set -m
    bin/ecm-emulator > "$home/out" 2> "$home/log" < /dev/null &
    echo $! > "$home/pid"
    set +m
    for _ in $(seq 100); do
        if [ -s "$home/out" ]; then
            # Without the slash at the end.
            sed -n '1s|/*$||p' "$home/out" > "$home/endpoint"
            is_running && return
        fi
        kill -0 "$(cat "$home/pid")" 2> /dev/null || break
        sleep 0.1
    done
    kill "$(cat "$home/pid")" 2> /dev/null
    cat "$home/log" >&2
    echo "The emulator did not start: bin/ecm-emulator; what it said stands above." >&2
    exit 1
}

stop() {
    # Only what answers as the emulator is ended: the process id alone may by now be somebody else's.
    if is_running; then
        local pid
        pid=$(cat "$home/pid")
        kill "$pid"
        for _ in $(seq 50); do
            kill -0 "$pid" 2> /dev/null || break
            sleep 0.1
        done
        echo "The emulator is stopped."
    fi
    rm -rf "$home"
}

case ${1:-} in
    start) start ;;
    stop) stop ;;
    summary) summary ;;
    endpoint) cat "$home/endpoint" ;;
    *) echo "emulator.sh start | stop | summary | endpoint" >&2; exit 2 ;;
esac
