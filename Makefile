run:
	./dev run
test:
	./dev test
bench:
	./dev bench
lint:
	./dev lint

.PHONY: run test bench lint
