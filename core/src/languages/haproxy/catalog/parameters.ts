import type { Keyword } from '../../../catalog/keyword.ts';
import { lifetimeOf } from './facts.ts';
import { readKeywords } from './spec.ts';

/** Words that may follow on `bind` and `server` lines, in any order. */
export const lineParameters = (): readonly Keyword[] =>
  readKeywords(`
@ bind_parameters
accept-netscaler-cip | magic | Connections start with NetScaler’s client address.
accept-proxy | | Connections start with the PROXY protocol, which tells the client’s address.
backlog | number | Connections that may wait in the kernel to be accepted.
ca-ignore-err | errors | Errors of certificate authorities that are ignored: \`all\` or numbers.
ca-sign-file | file | The authority that signs generated certificates.
ca-sign-pass | text | The passphrase of that authority’s key.
ca-verify-file | file | Authorities that are used for verification and not announced to clients.
crt-ignore-err | errors | Errors of client certificates that are ignored: \`all\` or numbers.
crt-list | file | A list of certificates with options and host names.
default-crt | file | The certificate for clients that name no known host.
defer-accept | | Accepts a connection only when data has arrived (Linux).
ecdhe | curve | The elliptic curve for key exchange.
expose-fd | kind=listeners | Hands the listening sockets to the next process over this run-time API socket.
generate-certificates | | Makes certificates for the host names that clients ask for.
gid | number | The group number of a socket file.
group | group | The group of a socket file.
guid-prefix | text | The beginning of the listeners’ unique names.
id | number | The number of the listener.
label | name | A name by which logs can tell the line.
level | level=user,operator,admin | What commands of the run-time API this socket accepts.
maxconn | number | Most connections of this line at one time.
mode | mode | Permissions of a socket file, octal.
mss | size | The TCP segment size that is announced.
name | name | A name for the statistics.
nbconn | number | Connections of reverse HTTP that are kept open.
nice | value | Priority for the processor, −1024 to 1024.
no-ca-names | | Does not tell clients which authorities are accepted.
no-alpn | | Offers no protocols.
no-strict-sni | | Clients that name no known host get the default certificate.
prefer-client-ciphers | | The client’s order of ciphers counts.
process !thread | processes | On which processes the line listens; now it means threads.
proto | protocol=h1,h2,fcgi,none,quic,spop,rev | The protocol, whatever was negotiated.
quic-cc-algo | algorithm=cubic,newreno,nocc,bbr | The congestion control of QUIC.
quic-force-retry | | QUIC clients must always prove their address.
quic-socket | owner=connection,listener | Whether each QUIC connection has a socket of its own.
severity-output | format=none,number,string | Puts the severity in front of run-time API messages.
shards | shards=by-thread,by-group,by-process | How many sockets listen on the address.
strict-sni | | Refuses clients that name no known host.
tcp-ss | mode=0,1,2 | Keeps the client’s SYN packet for \`fc_saved_syn\`.
tfo | | TCP Fast Open.
thread | threads | Which threads handle the connections.
tls-ticket-keys | file | Keys of TLS tickets; the same on all nodes, so that sessions survive a failover.
transparent | | Binds an address even though the host does not hold it, as a standby must for a virtual IP (Linux; needs the right CAP_NET_ADMIN at start).
uid | number | The user number of a socket file.
user | user | The user of a socket file.
v4v6 | | An IPv6 socket takes IPv4 connections, too.
v6only | | An IPv6 socket takes no IPv4 connections.
verify | mode=none,optional,required | Whether clients must show a certificate.
@ bind_parameters,server_parameters
allow-0rtt | | Accepts or sends early data of TLS 1.3.
alpn | protocols=h2,h3,http/1.1 | Protocols offered in the TLS handshake, separated by commas.
ca-file | file | Certificate authorities that the other side’s certificate must come from.
cc | algorithm | The kernel’s TCP congestion control.
ciphers | ciphers | Ciphers up to TLS 1.2.
ciphersuites | ciphersuites | TLS 1.3 ciphers.
client-sigalgs | algorithms | Signature algorithms for client certificates.
crl-file | file | A revocation list.
crt | file | A PEM file with certificate and key, or a folder of them.
curves | curves | Elliptic curves for key exchange.
force-sslv3 | | Only SSLv3.
force-tlsv10 | | Only TLS 1.0.
force-tlsv11 | | Only TLS 1.1.
force-tlsv12 | | Only TLS 1.2.
force-tlsv13 | | Only TLS 1.3.
idle-ping | time | Silence after which an HTTP/2 connection is tested with a ping.
interface | interface | Only this network interface.
ktls | mode=on,off | TLS in the kernel.
namespace | name | The network namespace.
no-sslv3 | | No SSLv3.
no-tls-tickets | | No TLS tickets.
no-tlsv10 | | No TLS 1.0.
no-tlsv11 | | No TLS 1.1.
no-tlsv12 | | No TLS 1.2.
no-tlsv13 | | No TLS 1.3.
npn | protocols | Protocols offered by the old NPN extension.
sigalgs | algorithms | Signature algorithms.
ssl | | TLS on this connection.
ssl-max-ver | version=SSLv3,TLSv1.0,TLSv1.1,TLSv1.2,TLSv1.3 | The newest TLS version.
ssl-min-ver | version=SSLv3,TLSv1.0,TLSv1.1,TLSv1.2,TLSv1.3 | The oldest TLS version.
tcp-md5sig | password | Signs TCP packets (RFC 2385).
tcp-ut | time | How long sent data may stay unacknowledged.
tls-tickets | | TLS tickets, where they are switched off elsewhere.
@ server_parameters
addr | address | The address of health checks, where it differs.
agent-addr | address | The address of the agent.
agent-check | | Asks an agent on the server for its state.
agent-inter | time | Time between two questions to the agent; \`inter\` by default.
agent-port | port | The port of the agent.
agent-send | text | What is sent to the agent.
backup | | Used only when no other server is available.
check | | Health checks for this server.
check-alpn | protocols=h2,http/1.1 | Protocols offered in the TLS handshake of health checks.
check-pool-conn-name | name | The name under which health checks look for a pooled connection.
check-proto | protocol=h1,h2,fcgi,none | The protocol of health checks.
check-reuse-pool | | Health checks use pooled connections.
check-send-proxy | | Health checks send the PROXY protocol.
check-sni | name | The host name in the TLS hello of health checks.
check-sni-auto | | Health checks take the host name of the request for TLS.
check-ssl | | Health checks use TLS.
check-via-socks4 | | Health checks go through the SOCKS4 proxy.
cookie | value | This server’s value of the persistence cookie. It has to be the same on all nodes.
disabled | | Starts in maintenance: a disabled server gets no traffic, a disabled proxy does not listen.
downinter | time | Time between two health checks of a server that is down; \`inter\` by default.
enabled | | Takes back \`disabled\` of the default server.
error-limit | number | Errors of \`observe\` until \`on-error\` applies; 10 by default.
fall | count | Failed checks in a row until the server is down; 3 by default.
fastinter | time | Time between two health checks while the state changes; \`inter\` by default.
guid | id | A name that is unique in the process and stays over reloads.
hash-key | key=id,id32,addr,addr-port,guid | What places the server on the ring of consistent hashing.
healthcheck | name@healthcheck | The \`healthcheck\` section for this server.
id | number | The number of the server.
init-addr | methods=last,libc,none | How the address is found at start, in order: \`last\`, \`libc\`, \`none\` or an address.
init-state | state=up,fully-up,down,fully-down | The state before the first health check.
inter | time | Time between two health checks; 2 s by default.
log-bufsize | size | The buffer of a log server.
log-proto | protocol=legacy,octet-count | How log lines are framed over TCP.
max-reuse | number | Requests on a connection until it is no longer reused; −1 is no limit.
maxconn | number | Most connections to this server at one time; further requests wait in the queue.
maxqueue | number | Longest queue of this server; 0 is no limit.
minconn | number | The server’s limit under low load; it grows with the load up to \`maxconn\`.
no-agent-check | | No agent, although \`default-server\` asks for one.
no-backup | | Not a backup, although \`default-server\` says so.
no-check | | No health checks, although \`default-server\` asks for them.
no-check-reuse-pool | | Health checks use connections of their own.
no-check-send-proxy | | Health checks send no PROXY protocol.
no-check-sni-auto | | Health checks take no host name by themselves.
no-check-ssl | | Health checks without TLS.
no-renegotiate | | No TLS renegotiation.
no-send-proxy | | No PROXY protocol.
no-send-proxy-v2 | | No PROXY protocol version 2.
no-send-proxy-v2-ssl | | No PROXY protocol with details of TLS.
no-send-proxy-v2-ssl-cn | | No PROXY protocol with the client certificate’s name.
no-sni-auto | | Takes no host name for TLS by itself.
no-ssl | | No TLS.
no-ssl-reuse | | Does not resume TLS sessions.
no-tfo | | No TCP Fast Open.
no-verifyhost | | Does not compare the name in the server’s certificate.
non-stick | | Never stored in stick tables.
observe | layer=none,layer4,layer7 | Counts errors of real traffic as health checks do.
on-error | action=fastinter,fail-check,sudden-death,mark-down | What happens at too many errors of \`observe\`.
on-marked-down | action=shutdown-sessions | What happens to sessions when the server goes down.
on-marked-up | action=shutdown-backup-sessions | What happens to sessions on backup servers when the server comes back.
pool-conn-name | name | The name under which connections are pooled.
pool-low-conn | number | Idle connections below which other threads take none of them.
pool-max-conn | number | Most idle connections; −1 is no limit.
pool-purge-delay | time | How often half of the idle connections are closed; 5 s by default.
port | port | Port for health checks, where it differs.
proto | protocol=h1,h2,fcgi,none,spop,quic | The protocol, whatever was negotiated.
proxy-v2-options | options=ssl,cert-cn,cert-key,cert-sig,ssl-cipher,authority,crc32c,unique-id | What the PROXY protocol tells besides, separated by commas.
quic-cc-algo | algorithm=cubic,newreno,nocc,bbr | The congestion control of QUIC.
redir | prefix | Redirects GET and HEAD requests to this address instead.
renegotiate | | Allows TLS renegotiation.
resolve-net | networks | Preferred networks of looked-up addresses.
resolve-opts | options=allow-dup-ip,ignore-weight,prevent-dup-ip | How looked-up addresses are used.
resolve-prefer | family=ipv4,ipv6 | The preferred family of looked-up addresses.
resolvers | name@resolvers | The \`resolvers\` section that looks up this server’s name at run time.
rise | count | Good checks in a row until the server is up again; 2 by default.
send-proxy | | Tells the server the client’s address with the PROXY protocol, version 1.
send-proxy-v2 | | Tells the server the client’s address with the PROXY protocol, version 2.
send-proxy-v2-ssl | | The PROXY protocol with details of TLS.
send-proxy-v2-ssl-cn | | The PROXY protocol with details of TLS and the name in the client’s certificate.
set-proxy-v2-tlv-fmt | format~format | An additional field of the PROXY protocol: \`set-proxy-v2-tlv-fmt(0xE0)\`.
shard | number | The part of the stick tables’ keys that this peer gets.
slowstart | time | How long a server that came back takes to reach its full weight.
sni | sample~sample | The host name in the TLS hello.
sni-auto | | The host name of the request goes into the TLS hello.
socks4 | address | Connects through this SOCKS4 proxy.
source | address ?option=usesrc,interface,client,clientip* | The local address of connections to this server.
ssl-reuse | | Resumes TLS sessions, where it is switched off elsewhere.
stick | | Stored in stick tables, where it is switched off elsewhere.
strict-maxconn | | \`maxconn\` counts idle connections, too.
tfo | | TCP Fast Open.
track | server@tracked-server | Has the state of another server, which does the checks.
usesrc | address=client,clientip | The client’s address as the local one.
verify | mode=none,required | Whether the server’s certificate is verified.
verifyhost | name | The name that the server’s certificate must have.
weight | weight | Share of the traffic relative to the other servers, 0 to 256; 1 by default.
ws | protocol=auto,h1,h2 | The protocol of WebSocket connections.
@ crt_parameters
crt | file | The certificate.
key | file | The private key.
ocsp | file | An OCSP response.
issuer | file | The OCSP issuer.
sctl | file | Signed certificate timestamps.
ocsp-update | mode=on,off | Whether the OCSP response is kept up to date.
alias | name | Another name for the certificate.
acme | name@acme | The \`acme\` section that renews the certificate.
domains | names | The host names that ACME asks for.
ips | addresses | The addresses that ACME asks for.
jwt | mode=on,off | Whether the certificate may verify JSON web tokens.
generate-dummy | mode=on,off | Whether a missing certificate is made up until ACME brings one.
keytype | type=RSA,ECDSA | The type of a made-up key.
bits | number | The size of a made-up RSA key.
curves | curve | The curve of a made-up ECDSA key.
`).flatMap((keyword) => keyword.in.map((context) => withLifetime(keyword, context)));

/** Since when depends on the kind of line. */
function withLifetime(keyword: Keyword, context: string): Keyword {
  return { ...keyword, in: [context], ...lifetimeOf('parameters', context.replace(' parameters', ''), keyword.name) };
}
