// Runs one query and prints its result: node query.js FOLDER SQL [FORMAT]
// The engine opens only files below the working folder, so that is changed first.
const { query } = require('chdb');
const [folder, sql, format] = process.argv.slice(2);
process.chdir(folder);
process.stdout.write(query(sql, format || 'JSONEachRow').toString());
