// Logs what Node takes for a request, and what it cannot read.
const fs = require('fs');
const http = require('http');
const [folder, port] = process.argv.slice(2);
const log = line => fs.appendFileSync(folder + '/seen', line + '\n');
http.createServer((request, response) => {
  log(request.method + ' ' + request.url);
  request.resume();
  request.on('end', () => response.end('ok'));
}).on('clientError', (error, socket) => {
  // A connection that ends in the middle is what a visitor who leaves looks like.
  if (!['ECONNRESET', 'HPE_INVALID_EOF_STATE', 'EPIPE'].includes(error.code)) log('unreadable: ' + error.code);
  socket.destroy();
}).listen(port, '127.0.0.1');
