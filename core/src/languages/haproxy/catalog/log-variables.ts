/** Variables of log formats without their `%`, with what they hold. */
export const logVariables: readonly (readonly [string, string])[] = `
o: Applies the flags in braces to all variables that follow.
B: Bytes sent to the client.
CC: The captured cookie of the request.
CS: The captured cookie of the response.
H: The machine’s name.
HM: The method of the request.
HP: The path of the request, without the query.
HPO: The path of the request without host and query, even for an absolute URL.
HQ: The query of the request.
HU: The URI of the request.
HV: The HTTP version of the request.
ID: The unique id.
ST: The status of the response.
T: When the connection was accepted, in UTC.
Ta: Active time of the request in ms, from its first byte to the end.
Tc: Time to connect to the server in ms.
Td: Time to transfer the response in ms.
Th: Time of the handshakes (TLS, PROXY protocol) in ms.
Ti: Idle time before the request in ms.
Tl: When the connection was accepted, in local time.
Tq: Time to receive the request in ms, handshakes and idle time included.
TR: Time to receive the request’s headers in ms.
Tr: Time until the server’s first byte of the response in ms.
Ts: When the connection was accepted, in seconds since 1970.
Tt: Total time of the session in ms.
Tu: Total time of the request as its user sees it, in ms.
Tw: Time in queues in ms.
U: Bytes received from the client.
ac: Connections of the process.
b: The backend.
bc: Connections of the backend.
bi: The source address towards the server.
bp: The source port towards the server.
bq: Requests before this one in the queue of the backend.
ci: The client’s address.
cp: The client’s port.
f: The frontend.
fc: Connections of the frontend.
fi: The address that the client connected to.
fp: The port that the client connected to.
ft: The frontend, with a tilde where TLS is used.
hr: Captured headers of the request, as one list.
hrl: Captured headers of the request, each an item.
hs: Captured headers of the response, as one list.
hsl: Captured headers of the response, each an item.
lc: How many log lines this frontend has written.
ms: Milliseconds of the time of acceptance.
OG: The origin of the log line (log profiles).
pid: The process id.
r: The first line of the request.
rc: Retries.
rt: The number of the request in this process.
s: The server.
sc: Connections of the server.
si: The server’s address.
sp: The server’s port.
sq: Requests before this one in the queue of the server.
sslc: The TLS cipher of the client’s side.
sslv: The TLS version of the client’s side.
t: When the connection was accepted, in local time with milliseconds.
tr: When the request started, in local time with milliseconds.
trg: When the request started, in UTC.
trl: When the request started, in local time.
ts: How the session ended, in two characters.
tsc: How the session ended, with the state of the cookies.
`
  .trim()
  .split('\n')
  .map((line) => {
    const colon = line.indexOf(': ');
    return [line.slice(0, colon), line.slice(colon + 2)] as const;
  });
