// The end of `npm run setup` and `npm run build`: set-up itself has just run.
process.stderr.write('polydub: ready\n');
