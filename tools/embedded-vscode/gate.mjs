// The only way into the embedded VS Code: a door on the loopback interface that opens to a secret.
//
// Whoever reaches VS Code has a shell as its user, and every user and every page in a browser of this machine reaches
// the loopback interface. So VS Code itself listens on a socket in a private folder, and this hands on what knows the
// secret. It is a part of the path of every address: a cookie would be sent to every other port of 127.0.0.1, whoever
// listens there.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, request as forward } from 'node:http';
import { connect } from 'node:net';

/** @typedef {import('node:stream').Duplex} Duplex */
/**
 * @typedef {object} Gate
 * @property {string} url `http://127.0.0.1:PORT/SECRET`
 * @property {string} authority `127.0.0.1:PORT`
 * @property {() => void} close ends it and every connection through it
 */

/**
 * Opens a gate on a free port of 127.0.0.1.
 *
 * @param {string} socketPath where the server behind it listens
 * @returns {Promise<Gate>}
 */
export async function openGate(socketPath) {
  const secret = randomBytes(32).toString('base64url');
  /** @type {Set<Duplex>} */
  const tunnels = new Set();
  let authority = '';
  /** @param {import('node:http').IncomingMessage} request */
  const pathOf = (request) => innerPath(request, authority, secret);

  const server = createServer((request, response) => {
    const path = pathOf(request);
    if (path === undefined) {
      response.writeHead(403, { 'Content-Type': 'text/plain', Connection: 'close' });
      response.end('Open the address that "npm start" has printed: it holds a secret, and this one does not.\n');
      return;
    }
    const inner = forward({ socketPath, path, method: request.method, headers: request.headers }, (answer) => {
      // No other site shall learn the secret from the address that a link was followed on.
      const headers = { ...answer.headers, 'referrer-policy': 'no-referrer' };
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, headers);
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    inner.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    response.on('close', () => inner.destroy());
    request.pipe(inner);
  });

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const path = pathOf(request);
    if (path === undefined) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const inner = connect(socketPath, () => {
      inner.write(`${request.method} ${path} HTTP/1.1\r\n${headerLines(request.rawHeaders)}\r\n`);
      inner.write(head);
      socket.pipe(inner).pipe(socket);
    });
    join(socket, inner);
    join(inner, socket);
  });

  /** One end of a tunnel goes with the other. @param {Duplex} end @param {Duplex} other */
  function join(end, other) {
    tunnels.add(end);
    end.on('error', () => end.destroy());
    end.on('close', () => {
      tunnels.delete(end);
      other.destroy();
    });
  }

  server.listen(0, '127.0.0.1');
  await new Promise((resolve, reject) => {
    server.once('listening', resolve).once('error', reject);
  });
  const address = server.address();
  authority = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return {
    url: `http://${authority}/${secret}`,
    authority,
    close: () => {
      server.close();
      server.closeAllConnections();
      for (const tunnel of tunnels) tunnel.destroy();
    },
  };
}

/**
 * What a request asks of the server behind the gate; undefined when it has no business there.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {string} authority
 * @param {string} secret
 */
function innerPath({ url = '', headers }, authority, secret) {
  // A name that somebody's name server has lead to 127.0.0.1 stands here as that name.
  if (headers.host !== authority) return undefined;
  // The page that asks, where browsers say it: always with a web socket, and with all that could do harm.
  if (headers.origin !== undefined && headers.origin !== `http://${authority}`) return undefined;
  const [, given = '', rest] = /^\/([^/?]*)(.*)$/.exec(url) ?? [];
  if (!isSame(given, secret)) return undefined;
  return rest?.startsWith('/') ? rest : `/${rest ?? ''}`;
}

/** In a time that tells nothing of where they differ. @param {string} a @param {string} b */
function isSame(a, b) {
  const [one, other] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}

/** @param {readonly string[]} raw names and values in turn */
function headerLines(raw) {
  return raw.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('');
}
