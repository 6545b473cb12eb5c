# What people type; `make` alone lists it. The scripts in build/ do the work. What they keep (the chosen Pulumi package, stacks, the
# emulator's log, test results) is under .make/, which `make clean` removes.

# The folder of the stack that up, preview, refresh and destroy work on.
STACK ?= examples/instance

export DOTNET_NOLOGO := true
export DOTNET_CLI_TELEMETRY_OPTOUT ?= 1

# Programs built here find the runtime that built them, wherever the SDK is installed.
ifndef DOTNET_ROOT
DOTNET_ROOT := $(shell dotnet --list-sdks 2>/dev/null | sed -n '$$s|^.*\[\(.*\)/sdk\]$$|\1|p')
ifneq ($(DOTNET_ROOT),)
export DOTNET_ROOT
endif
endif

# All that a build of a folder reads. Folders count too: their time tells that a file is gone.
sources = $(shell find $(1) \( -name obj -o -name bin \) -prune -o -print)
HOUSE := Directory.Build.props Directory.Packages.props global.json BannedSymbols.txt

PROVIDER := $(call sources,provider)
EMULATOR := $(call sources,tests/Emulator)
ENGINE := $(call sources,tests/LocalEngine provider/Protocol/Proto)

# On Windows, under Git's bash, programs end in .exe.
EXE := $(if $(filter Windows_NT,$(OS)),.exe)
PLUGIN := bin/pulumi-resource-ecm$(EXE)

PUBLISH = dotnet publish -c Release -v:quiet
ONE_FILE = --use-current-runtime --no-self-contained -p:PublishSingleFile=true

.PHONY: help build up preview refresh destroy test soak bench hotpaths lint format audit dist tarball package sums release push install uninstall clean
.DELETE_ON_ERROR:

help: ## this list
	@echo "make TARGET [STACK=examples/…]"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-9s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

build: $(PLUGIN) bin/ecm-emulator$(EXE) bin/ecm-local-engine$(EXE) ## the provider (native) and the emulator, into bin/

up: build .make/pulumi.props ## bind an EIP with a stack, on the emulator: preview, then up
	@build/stack.sh up "$(STACK)"

preview: build .make/pulumi.props ## show what up would do
	@build/stack.sh preview "$(STACK)"

refresh: build .make/pulumi.props ## read what the cloud really holds into the stack's state
	@build/stack.sh refresh "$(STACK)"

destroy: build .make/pulumi.props ## delete what the stack holds, and stop the emulator
	@build/stack.sh destroy "$(STACK)"

test: $(PLUGIN) .make/pulumi.props ## build everything and run every test
	@build/test.sh

soak: .make/pulumi.props ## ten thousand random histories (ECM_MODEL_HISTORIES, ECM_MODEL_SEED): half an hour or more
	@build/preflight.sh
	@build/step.sh "Building the model test" dotnet build tests/Model.Tests -v:quiet
	@ECM_MODEL_SEED=$${ECM_MODEL_SEED:-$$(date +%s)} ECM_MODEL_HISTORIES=$${ECM_MODEL_HISTORIES:-10000} ECM_MODEL_FAILURES=$${ECM_MODEL_FAILURES:-10} \
		dotnet run --project tests/Model.Tests --no-build -- -method '*No_history*' -showLiveOutput

bench: build bin/empty-grpc-server bin/native-local-engine ## measure the native provider on the emulator: one table (FIGURES="start creates …" picks)
	@build/step.sh "Building the provider as it is compiled while it runs" dotnet build -c Release -v:quiet provider/Provider.csproj
	@build/step.sh "Building the benchmarks" dotnet build -c Release -v:quiet tests/Benchmarks/Benchmarks.csproj
	@tests/Benchmarks/bin/Release/net10.0/Benchmarks $(FIGURES)

hotpaths: ## time and allocations of Check, Diff, Create and Read, and of what they go through
	@build/preflight.sh
	@build/step.sh "Building the hot paths" dotnet build -c Release -v:quiet tests/Benchmarks/HotPaths/HotPaths.csproj
	@tests/Benchmarks/HotPaths/bin/Release/net10.0/HotPaths .make/hotpaths

lint: .make/pulumi.props ## warnings and formatting, both as errors
	@build/preflight.sh
	@build/step.sh "Building everything, warnings as errors" dotnet build Pulumi.Ecm.sln -v:quiet
	@build/step.sh "Checking the format" dotnet format Pulumi.Ecm.sln --no-restore --verify-no-changes --exclude sdk/

format: .make/pulumi.props ## put the code into the house's format
	@build/preflight.sh
	@build/step.sh "Formatting" dotnet format Pulumi.Ecm.sln --exclude sdk/

dist: $(PLUGIN) .make/pulumi.props ## all that a release has, into artifacts/ (PLATFORMS="linux-arm64 …" picks the other platforms)
	@rm -rf artifacts
	@build/tarball.sh $(PLUGIN)
	@build/cross.sh
	@build/package.sh
	@build/sbom.sh
	@build/sums.sh

tarball: $(PLUGIN) ## of dist, the plugin for this machine: what `pulumi plugin install --file` takes
	@build/tarball.sh $(PLUGIN)

package: .make/pulumi.props ## of dist, the NuGet package of the SDK and the bill of materials
	@build/package.sh
	@build/sbom.sh

sums: ## of dist, the SHA-256 sums of what is in artifacts/
	@build/sums.sh

release: ## make a GitHub release of what is in artifacts/, for this version's tag (DRY_RUN=true only checks)
	@build/release.sh

push: ## push the package in artifacts/ to NUGET_SOURCE (nuget.org unless told; a folder will do) with NUGET_API_KEY
	@build/push.sh

install: $(PLUGIN) .make/pulumi.props ## the plugin into the Pulumi home, the package of the SDK into a package source beside it
	@build/package.sh
	@build/install.sh install

uninstall: ## remove what install put there
	@build/install.sh uninstall

audit: ## known vulnerabilities of the packages, as errors
	@build/preflight.sh
	@build/audit.sh

clean: ## remove everything that was built or kept; a running emulator is stopped
	@build/emulator.sh stop
	@rm -rf bin artifacts .make
	@find . -name node_modules -prune -o -type d \( -name obj -o -name bin \) -prune -exec rm -rf {} +
	@rm -f examples/*/Pulumi.make.yaml

$(PLUGIN): $(PROVIDER) $(HOUSE)
	@build/preflight.sh native
	@build/step.sh "Compiling the provider ahead of time (a minute or two)" $(PUBLISH) provider/Provider.csproj -o .make/publish/provider
	@build/place.sh .make/publish/provider/$(notdir $@) $@

bin/empty-grpc-server: $(call sources,tests/Benchmarks/EmptyServer) provider/Publish.props $(HOUSE)
	@build/preflight.sh native
	@build/step.sh "Compiling the empty gRPC server ahead of time" $(PUBLISH) tests/Benchmarks/EmptyServer/EmptyServer.csproj -o .make/publish/empty-server
	@build/place.sh .make/publish/empty-server/empty-grpc-server $@

# Compiled ahead of time, as the pulumi CLI is: half a second less than the other one, and a minute to build.
bin/native-local-engine: $(ENGINE) $(HOUSE)
	@build/preflight.sh native
	@build/step.sh "Compiling the local engine ahead of time (a minute or two)" $(PUBLISH) tests/LocalEngine/LocalEngine.csproj --use-current-runtime \
		-p:PublishAot=true --artifacts-path .make/native-engine -o .make/publish/native-local-engine
	@build/place.sh .make/publish/native-local-engine/ecm-local-engine $@

bin/ecm-emulator$(EXE): $(EMULATOR) $(HOUSE)
	@build/preflight.sh
	@build/step.sh "Building the emulator" $(PUBLISH) tests/Emulator/Emulator.csproj $(ONE_FILE) -o .make/publish/emulator
	@build/place.sh .make/publish/emulator/$(notdir $@) $@

bin/ecm-local-engine$(EXE): $(ENGINE) $(HOUSE)
	@build/preflight.sh
	@build/step.sh "Building the local engine" $(PUBLISH) tests/LocalEngine/LocalEngine.csproj $(ONE_FILE) -o .make/publish/local-engine
	@build/place.sh .make/publish/local-engine/$(notdir $@) $@

# Asked once; `make clean` forgets the answer.
.make/pulumi.props:
	@build/preflight.sh
	@build/choose-pulumi.sh
