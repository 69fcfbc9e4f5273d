# make demo     scan the samples into out/ and say where the reports are
# make test     every test; make test-deep adds the long-running ones
# make bench    the scan's cost beside Python's json.load of the same files
# make lint     format and house rules
# make docs     record goldens and generated pages anew; the run that records fails
# make release  one static binary, dist/trustpath

.PHONY: demo test test-deep bench lint docs release setup clean
DESCRIPTION = .build/package-description.json

demo: setup
	swift build --product trustpath
	.ci/demo.sh .build/debug/trustpath

# The architecture test reads the description: inside `swift test` it would wait for the build lock.
test: setup
	@mkdir -p .build
	@swift package describe --type json >$(DESCRIPTION)
	TRUSTPATH_PACKAGE_DESCRIPTION=$(CURDIR)/$(DESCRIPTION) swift test --disable-xctest $(TESTFLAGS)

test-deep: export TRUSTPATH_DEEP = 1
test-deep: test

docs: export UPDATE_GOLDEN = 1
docs: test

bench: setup
	swift build --configuration release --product trustpath --static-swift-stdlib
	@status=0; for part in bench bench-simulate bench-cluster bench-patterns bench-templates; do \
	  .ci/$$part.sh .build/release/trustpath || status=1; \
	done; exit $$status

lint:
	@.ci/lint

release:
	@.ci/setup release
	.ci/release.sh

setup:
	@.ci/setup

clean:
	rm -rf .build .build-static .bench dist out
