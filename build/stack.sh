#!/usr/bin/env bash
# Runs a stack on the emulator: stack.sh preview | up | refresh | destroy FOLDER
# With the pulumi CLI where it is on the PATH and the stack's SDK can be had, with tests/LocalEngine otherwise (ENGINE=local: always).
# A stack stays with the engine that brought it up. Nothing here ever reaches the real API.
set -eu
cd "$(dirname "$0")/.."
operation=$1
folder=${2%/}

if [ ! -f "$folder/Pulumi.yaml" ]; then
    echo "There is no stack in \"$folder\"; give one of: $(for f in examples/*/Pulumi.yaml; do printf 'STACK=%s ' "${f%/Pulumi.yaml}"; done)" >&2
    exit 1
fi

root=$PWD
name=$(basename "$folder")
home=$root/.make/stacks/$name
runtime=$(sed -n 's/^runtime: *//p' "$folder/Pulumi.yaml")

why_local() {
    if [ "${ENGINE:-}" = local ]; then
        echo "ENGINE=local"
    elif ! command -v pulumi > /dev/null; then
        echo "the pulumi CLI is not on the PATH"
    elif [ "$runtime" = dotnet ] && ! grep -q '>true<' .make/pulumi.props; then
        echo "the package Pulumi cannot be restored here"
    fi
}

# Every credential and endpoint of this shell is left behind: what follows works on made-up things only.
for variable in $(compgen -e); do
    case $variable in TENCENTCLOUD_*) unset "$variable" ;; esac
done
build/emulator.sh start
TENCENTCLOUD_ECM_ENDPOINT=$(build/emulator.sh endpoint)
export TENCENTCLOUD_ECM_ENDPOINT TENCENTCLOUD_STS_ENDPOINT=$TENCENTCLOUD_ECM_ENDPOINT TENCENTCLOUD_SECRET_ID=AKIDEXAMPLE TENCENTCLOUD_SECRET_KEY=sKEXAMPLE
export NO_PROXY="127.0.0.1,localhost${NO_PROXY:+,$NO_PROXY}" no_proxy="127.0.0.1,localhost${no_proxy:+,$no_proxy}"

mkdir -p "$home"
if [ ! -f "$home/engine" ]; then
    reason=$(why_local)
    if [ -z "$reason" ]; then
        echo "the pulumi CLI" > "$home/engine"
    else
        echo "tests/LocalEngine ($reason)" > "$home/engine"
    fi
fi
engine=$(cat "$home/engine")

# Made up, like all the rest; it keeps the state's secrets from being in clear.
unset PULUMI_CONFIG_PASSPHRASE_FILE
export PULUMI_CONFIG_PASSPHRASE=ecm-on-the-emulator

if [ "$engine" = "the pulumi CLI" ]; then
    # A backend and a settings file of its own: no account, no login, and no change to a file under version control.
    export PULUMI_BACKEND_URL=file://$home PULUMI_SKIP_UPDATE_CHECK=true
    stack() { pulumi "$@" --cwd "$folder" --stack make --non-interactive; }
    settings=$folder/Pulumi.make.yaml
    [ -f "$settings" ] || cp "$folder/Pulumi.dev.yaml" "$settings"
    pulumi stack select make --create --cwd "$folder" --non-interactive
    preview() { stack preview; }
    up() { stack up --yes --skip-preview; }
    refresh() { stack refresh --yes; }
    destroy() { stack destroy --yes && stack stack rm --yes; }
else
    stack() { bin/ecm-local-engine "$@" --cwd "$folder" --stack dev --state "$home/state.json"; }
    preview() { stack preview; }
    up() { stack up --yes; }
    refresh() { stack refresh; }
    destroy() { stack destroy --yes; }
fi

title() { printf '\n--- %s\n' "$*"; }

cloud() {
    title "What the emulator's cloud holds now"
    build/emulator.sh summary
}

with_stack=
[ "$folder" = examples/instance ] || with_stack="STACK=$folder "

# The engine builds the program too, but says nothing meanwhile.
case $runtime-$operation in
    dotnet-preview | dotnet-up) build/step.sh "Building the stack's program" dotnet build "$folder" -v:quiet ;;
esac

echo "Stack: $folder, run by $engine, on the emulator at $TENCENTCLOUD_ECM_ENDPOINT"
case $operation in
    preview)
        title "Preview"
        preview
        ;;
    up)
        title "Preview"
        preview
        title "Up"
        up
        cloud
        title "What to do next"
        cat <<NEXT
  ${with_stack}make up        once more: nothing to do
  ${with_stack}make refresh   read what the cloud really holds
  ${with_stack}make destroy   unbind the EIP and stop the emulator
NEXT
        ;;
    refresh)
        title "Refresh"
        refresh
        cloud
        ;;
    destroy)
        title "Destroy"
        destroy
        cloud
        echo
        rm -rf "$home"
        rm -f "$folder/Pulumi.make.yaml"
        others=$(ls "$root/.make/stacks" 2> /dev/null || true)
        if [ -z "$others" ]; then
            build/emulator.sh stop
        else
            echo "The emulator goes on running for the other stacks: $(echo "$others" | tr '\n' ' ')"
        fi
        ;;
    *)
        echo "stack.sh preview | up | refresh | destroy FOLDER" >&2
        exit 2
        ;;
esac
