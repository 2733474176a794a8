import { readKeywords } from './spec.ts';

/** Steps of health checks. */
export const checkKeywords = () =>
  readKeywords(`
@ d l b healthcheck
http-check comment | text | A text for the log when the next step fails.
http-check connect | >check_connect | Opens a connection: what follows is sent on it.
http-check disable-on-404 | | A status 404 takes the server softly out of the balance.
http-check expect | >check_expect | What a good answer looks like.
http-check send | >check_send | The request that is sent.
http-check send-state | | Tells the server its state in the header X-Haproxy-Server-State.
http-check set-var | sample~sample | Stores a value in a variable of the check.
http-check set-var-fmt | format~format | Stores a text in a variable of the check.
http-check unset-var | | Removes a variable of the check.
tcp-check comment | text | A text for the log when the next step fails.
tcp-check connect | >check_connect | Opens a connection: what follows is sent on it.
tcp-check expect | >tcp_check_expect | What a good answer looks like.
tcp-check send | text ?word=comment ?comment | Sends a text.
tcp-check send-lf | format~format ?word=comment ?comment | Sends a text with variables.
tcp-check send-binary | hexadecimal ?word=comment ?comment | Sends bytes.
tcp-check send-binary-lf | format~format ?word=comment ?comment | Sends bytes, written with variables.
tcp-check set-var | sample~sample | Stores a value in a variable of the check.
tcp-check set-var-fmt | format~format | Stores a text in a variable of the check.
tcp-check unset-var | | Removes a variable of the check.
@ check_connect
default | | With the settings of the server line.
port | sample~sample | Another port.
addr | address | Another address.
send-proxy | | With the PROXY protocol.
via-socks4 | | Through the server’s SOCKS4 proxy.
ssl | | With TLS.
sni | name | The host name in the TLS hello.
alpn | protocols=h2,http/1.1 | The protocols offered in the TLS hello.
linger | | Closes cleanly instead of with a reset.
proto | protocol=h1,h2 | The protocol.
comment | text | A text for the log.
@ check_expect tcp_check_expect
min-recv | size | Waits for this many bytes.
comment | text | A text for the log.
ok-status | status=L7OK,L7OKC,L6OK,L4OK | The check’s status when it is good.
error-status | status=L7OKC,L7RSP,L7STS,L6RSP,L4CON | The check’s status when it fails.
tout-status | status=L7TOUT,L6TOUT,L4TOUT | The check’s status when it takes too long.
on-success | format~format | The log text when it is good.
on-error | format~format | The log text when it fails.
status-code | sample~sample | The status code for logs.
! | | The answer must not be what follows.
string | text | This text.
rstring | regex | This regular expression.
@ tcp_check_expect
string-lf | format~format | This text with variables.
binary | hexadecimal | These bytes.
binary-lf | format~format | These bytes, written with variables.
rbinary | regex | This regular expression over the bytes in hexadecimal digits.
custom | | A custom function, in checks of other protocols.
@ check_expect
status | codes | These statuses, such as \`200,300-399\`.
rstatus | regex | This regular expression over the status.
string-lf | format~format | This text with variables, in the body.
hdr | word=name name ?value | A header and its value.
fhdr | word=name name ?value | A whole header line and its value.
@ check_send
meth | method=GET,HEAD,OPTIONS,POST,PUT | The method; OPTIONS by default.
uri | uri | The path; \`/\` by default.
uri-lf | format~format | The path, with variables.
ver | version=HTTP/1.0,HTTP/1.1,HTTP/2 | The HTTP version.
hdr | name format~format | A header.
body | text | A body.
body-lf | format~format | A body with variables.
comment | text | A text for the log.
`);
