// A broken adapter: it ends before it is asked anything, and calls that a success.

process.stderr.write("nothing to do\n");
process.exit(0);
