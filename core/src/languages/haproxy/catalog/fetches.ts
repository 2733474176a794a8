import { counterDescriptions } from './converters.ts';
import { tlsFetch } from './fetches-tls.ts';
import { readDescriptions } from './spec.ts';

const written = readDescriptions(`
accept_date: When the connection was accepted, in seconds since 1970 or the given unit.
acl: Whether all of the named ACLs are true; \`!\` before a name negates it.
act_conn: Connections of the process.
always_false: Never true.
always_true: Always true.
avg_queue: Queued connections of a backend for each of its servers, rounded up.
base: Host header and path of the request joined, without the query.
base32: A 32-bit hash of \`base\`.
base32+src: A hash of \`base\` with the client’s address, for tracking a client on a page.
baseq: Host header, path and query of the request joined.
bc.timer.connect: Time to connect to the server in ms.
bc_be_queue: Position of the request in the backend’s queue.
bc_dst: The address that the connection to the server goes to.
bc_dst_port: The port that the connection to the server goes to.
bc_err: The error code of the connection to the server.
bc_err_name: The error of the connection to the server as a short name.
bc_err_str: The error of the connection to the server as text.
bc_glitches: Protocol oddities on the connection to the server.
bc_http_major: Major HTTP version of the connection to the server.
bc_nb_streams: Streams on the connection to the server.
bc_reused: Whether the connection to the server was used before.
bc_rtt: Round trip time to the server, from the kernel.
bc_rttvar: Variance of the round trip time to the server.
bc_setting_streams_limit bc_settings_streams_limit: How many streams the server allows on the connection.
bc_src: The local address of the connection to the server.
bc_src_port: The local port of the connection to the server.
bc_srv_queue: Position of the request in the server’s queue.
be_conn: Connections of a backend.
be_conn_free: Free connections of a backend’s servers, queues left out.
be_connect_timeout: The backend’s connect timeout in ms.
be_id: The number of the backend.
be_name: The name of the backend.
be_queue_timeout: The backend’s queue timeout in ms.
be_server_timeout: The backend’s server timeout in ms.
be_sess_rate: Sessions of a backend in the last second.
be_tarpit_timeout: The backend’s tarpit timeout in ms.
be_tunnel_timeout: The backend’s tunnel timeout in ms.
bin: Constant bytes, written in hexadecimal digits.
bool: A constant: true or false.
bs.aborted: Whether the server’s stream was aborted.
bs.debug_str: Internal state of the server’s stream as text.
bs.id: The number of the server’s stream.
bs.rst_code: The reset code of the server’s stream (HTTP/2 and HTTP/3).
bytes_in: Bytes received from the client.
bytes_out: Bytes sent to the client.
capture.req.hdr: The request header that the n-th capture stored; the first one is 0.
capture.req.method: The method of the request, also during the response.
capture.req.uri: The URI of the request, also during the response.
capture.req.ver: The HTTP version of the request, also during the response.
capture.res.hdr: The response header that the n-th capture stored; the first one is 0.
capture.res.ver: The HTTP version of the response, also afterwards.
connslots: Free connection and queue slots of a backend.
cook cookie req.cook: The value of a cookie of the request.
cook_cnt req.cook_cnt: How often a cookie stands in the request.
cook_val req.cook_val: The value of a cookie of the request as a number.
cpu_calls: How often the task of this stream ran.
cpu_ns_avg: Average processor time of this stream’s runs, in ns.
cpu_ns_tot: Processor time of this stream, in ns.
cpu_usage_grp: Processor use of the thread group, in percent.
cpu_usage_proc: Processor use of the process, in percent.
cpu_usage_thr: Processor use of the thread, in percent.
cur_client_timeout: The client timeout that applies now, in ms.
cur_connect_timeout: The connect timeout that applies now, in ms.
cur_queue_timeout: The queue timeout that applies now, in ms.
cur_server_timeout: The server timeout that applies now, in ms.
cur_tarpit_timeout: The tarpit timeout that applies now, in ms.
cur_tunnel_timeout: The tunnel timeout that applies now, in ms.
date: The time now, in seconds since 1970 or the given unit.
date_us: The microseconds of the time now.
distcc_body: The body of a distcc message’s token.
distcc_param: The parameter of a distcc message’s token.
dst: The address that the client connected to.
dst_conn: Connections of the listener.
dst_is_local: Whether the client’s destination is an address of this machine.
dst_port: The port that the client connected to.
dump_all_vars: All variables of a scope as text, for debugging.
env: An environment variable, read at start.
fc.timer.handshake: Time of the client’s handshakes in ms.
fc.timer.total: Total time of the client’s stream in ms.
fc_dst: The destination of the client’s connection, before any rule changed it.
fc_dst_is_local: Whether \`fc_dst\` is an address of this machine.
fc_dst_port: The destination port of the client’s connection, before any rule changed it.
fc_err: The error code of the client’s connection.
fc_err_name: The error of the client’s connection as a short name.
fc_err_str: The error of the client’s connection as text.
fc_fackets: Forward acknowledgements of the client’s connection, from the kernel.
fc_glitches: Protocol oddities on the client’s connection.
fc_http_major: Major HTTP version of the client’s connection.
fc_lost: Packets the kernel counts as lost on the client’s connection.
fc_nb_streams: Streams on the client’s connection.
fc_pp_authority: The host name in the PROXY protocol header.
fc_pp_tlv: An additional field of the PROXY protocol header, by its number.
fc_pp_unique_id: The unique id in the PROXY protocol header.
fc_rcvd_proxy: Whether the client’s connection began with the PROXY protocol.
fc_reordering: Reordered packets on the client’s connection, from the kernel.
fc_retrans: Retransmissions on the client’s connection, from the kernel.
fc_rtt: Round trip time to the client, from the kernel.
fc_rttvar: Variance of the round trip time to the client.
fc_sacked: Selectively acknowledged packets on the client’s connection.
fc_saved_syn: The client’s SYN packet, where the listener keeps it (\`tcp-ss\`).
fc_settings_streams_limit: How many streams the client’s connection allows.
fc_src: The client’s address, before any rule changed it.
fc_src_is_local: Whether \`fc_src\` is an address of this machine.
fc_src_port: The client’s port, before any rule changed it.
fc_unacked: Unacknowledged packets on the client’s connection.
fcgi.docroot: The document root of the FastCGI application.
fcgi.index: The index script of the FastCGI application.
fe_client_timeout: The frontend’s client timeout in ms.
fe_conn: Connections of a frontend.
fe_defbe: The default backend of the frontend.
fe_id: The number of the frontend.
fe_name: The name of the frontend.
fe_req_rate: HTTP requests of a frontend in the last second.
fe_sess_rate: Sessions of a frontend in the last second.
fe_tarpit_timeout: The frontend’s tarpit timeout in ms.
fs.aborted: Whether the client’s stream was aborted.
fs.debug_str: Internal state of the client’s stream as text.
fs.id: The number of the client’s stream.
fs.rst_code: The reset code of the client’s stream (HTTP/2 and HTTP/3).
hdr: A value of a header of the request, in responses of the response; the last one, or the n-th.
hdr_cnt: How many values a header has.
hdr_ip: A header’s value as an address.
hdr_val: A header’s value as a number.
hostname: The name of this machine.
http_auth: Whether the request’s user name and password are in a userlist.
http_auth_bearer: The bearer token of the Authorization header or another one.
http_auth_group: The authenticated user, for matching against groups of a userlist.
http_auth_pass: The password of the Authorization header.
http_auth_type: The method of the Authorization header.
http_auth_user: The user name of the Authorization header.
http_first_req: Whether this is the first request of the connection.
int: A constant number.
internal.htx.data: Bytes of data in the internal HTTP message.
internal.htx.free: Free bytes in the internal HTTP message.
internal.htx.free_data: Free bytes for data in the internal HTTP message.
internal.htx.has_eom: Whether the internal HTTP message is complete.
internal.htx.nbblks: Blocks of the internal HTTP message.
internal.htx.size: Size of the internal HTTP message.
internal.htx.used: Used bytes of the internal HTTP message.
internal.htx_blk.data: The data of a block of the internal HTTP message.
internal.htx_blk.hdrname: The header name in a block of the internal HTTP message.
internal.htx_blk.hdrval: The header value in a block of the internal HTTP message.
internal.htx_blk.size: The size of a block of the internal HTTP message.
internal.htx_blk.start_line: The start line in a block of the internal HTTP message.
internal.htx_blk.type: The type of a block of the internal HTTP message.
internal.strm.is_htx: Whether the stream is handled as HTTP.
ipv4: A constant IPv4 address.
ipv6: A constant IPv6 address.
last_entity: The rule or filter that was evaluated last.
last_rule_file: The file of the final rule that was evaluated last.
last_rule_line: The line of the final rule that was evaluated last.
lat_ns_avg: Average wait of this stream’s task for a processor, in ns.
lat_ns_tot: Wait of this stream’s task for a processor, in ns.
meth: A constant HTTP method.
method: The method of the request.
nbproc: The number of processes, always 1.
nbsrv: Servers of a backend that are available.
path: The path of the request’s URL, without host and query.
pathq: Path and query of the request’s URL.
payload req.payload: Bytes of the request’s buffer, from an offset and of a length.
payload_lv req.payload_lv: Bytes of the request’s buffer after a length field.
pid: The process id.
prio_class: The priority class of the request in queues.
prio_offset: The priority offset of the request in queues.
proc: The number of the process, always 1.
query: The query of the request’s URL, behind the question mark.
queue: Queued connections of a backend.
quic_enabled: Whether QUIC listeners are active.
rand: A random number below the given one.
rdp_cookie req.rdp_cookie: A cookie of a remote desktop request.
rdp_cookie_cnt req.rdp_cookie_cnt: How many RDP cookies the request holds.
rep_ssl_hello_type res.ssl_hello_type: The type of the TLS hello in the response’s buffer.
req.body: The request’s body as far as it has arrived; needs \`option http-buffer-request\` to be whole.
req.body_len: Bytes of the request’s body that have arrived.
req.body_param: A parameter of a form that is the request’s body.
req.body_size: The length of the request’s body that it announced.
req.bytes_in: Bytes of the request from the client.
req.bytes_out: Bytes of the request to the server.
req.cook_names: The names of all cookies of the request.
req.fhdr: A header of the request as it stands there, not split at commas.
req.fhdr_cnt: How often a header stands in the request.
req.hdr: A value of a header of the request, the last one or the n-th.
req.hdr_cnt: How many values a header of the request has.
req.hdr_ip: A value of a header of the request as an address.
req.hdr_names: The names of all headers of the request.
req.hdr_val: A value of a header of the request as a number.
req.hdrs: All headers of the request as text.
req.hdrs_bin: All headers of the request, with lengths, as bytes.
req.len req_len: Bytes in the request’s buffer.
req.proto_http req_proto_http: Whether the request’s buffer holds valid HTTP.
req.ssl_alpn: The protocols offered in the client’s TLS hello.
req.ssl_cipherlist: The ciphers of the client’s TLS hello.
req.ssl_ec_ext: Whether the client’s TLS hello supports elliptic curves.
req.ssl_hello_type req_ssl_hello_type: The type of the TLS hello in the request’s buffer; 1 is a client’s.
req.ssl_keyshare_groups: The key share groups of the client’s TLS hello.
req.ssl_sigalgs: The signature algorithms of the client’s TLS hello.
req.ssl_sni req_ssl_sni: The host name in the client’s TLS hello, for TLS that is passed on.
req.ssl_st_ext: Whether the client’s TLS hello has a session ticket.
req.ssl_supported_groups: The groups of the client’s TLS hello.
req.ssl_ver req_ssl_ver: The TLS version in the request’s buffer.
req.timer.hdr: Time to receive the request’s headers in ms.
req.timer.idle: Idle time before the request in ms.
req.timer.queue: Time of the request in queues in ms.
req.timer.tq: Time to receive the request in ms, handshakes and idle time included.
req.ver req_ver: The HTTP version of the request.
request_date: When the request started, in seconds since 1970 or the given unit.
res.body: The response’s body as far as it has arrived.
res.body_len: Bytes of the response’s body that have arrived.
res.body_size: The length of the response’s body that it announced.
res.bytes_in: Bytes of the response from the server.
res.bytes_out: Bytes of the response to the client.
res.cache_hit: Whether the response came from the cache.
res.cache_name: The cache that the response came from.
res.comp: Whether HAProxy compressed the response.
res.comp_algo: The algorithm that compressed the response.
res.cook scook: The value of a cookie that the response sets.
res.cook_cnt scook_cnt: How often the response sets a cookie.
res.cook_names: The names of all cookies that the response sets.
res.cook_val scook_val: The value of a cookie that the response sets, as a number.
res.fhdr: A header of the response as it stands there, not split at commas.
res.fhdr_cnt: How often a header stands in the response.
res.hdr shdr: A value of a header of the response, the last one or the n-th.
res.hdr_cnt shdr_cnt: How many values a header of the response has.
res.hdr_ip shdr_ip: A value of a header of the response as an address.
res.hdr_names: The names of all headers of the response.
res.hdr_val shdr_val: A value of a header of the response as a number.
res.hdrs: All headers of the response as text.
res.hdrs_bin: All headers of the response, with lengths, as bytes.
res.len: Bytes in the response’s buffer.
res.payload: Bytes of the response’s buffer, from an offset and of a length.
res.payload_lv: Bytes of the response’s buffer after a length field.
res.timer.data: Time to transfer the response in ms.
res.timer.hdr: Time until the server’s headers in ms.
res.ver resp_ver: The HTTP version of the response.
sc_key: The key of the tracked entry.
sc_tracked: Whether the counter tracks an entry.
server_status: The status of the server’s response, before any rule changed it.
so_id: The number of the listening socket.
so_name: The name of the listening socket.
spoe.engine-id: The id of the SPOE engine.
src: The client’s address.
src_is_local: Whether the client is on this machine.
src_port: The client’s port.
src_updt_conn_cnt: Counts a connection for the client’s address in a stick table and gives the count.
srv_conn: Connections of a server.
srv_conn_free: Free connections of a server.
srv_id: The number of the server.
srv_is_up: Whether a server is up.
srv_iweight: The weight of a server in the configuration.
srv_name: The name of the server.
srv_queue: Queued connections of a server.
srv_sess_rate: Sessions of a server in the last second.
srv_uweight: The weight of a server as set by users or agents.
srv_weight: The weight of a server that is used now.
ssl_c_ca_err: The error of the certificate authority check of the client’s certificate.
ssl_c_ca_err_depth: The depth at which that check failed.
ssl_c_err: The error of the check of the client’s certificate itself.
ssl_c_used: Whether the client sent a certificate.
ssl_c_verify: The result of the verification of the client’s certificate; 0 is good.
ssl_fc_early_rcvd: Whether early data was received.
ssl_fc_has_crt: Whether a client certificate is known for the connection.
ssl_fc_has_early: Whether early data is used and the handshake is not yet done.
ssl_fc_has_sni: Whether the client named a host in its TLS hello.
ssl_fc_crtname: The certificate that was chosen for the client’s connection.
ssl_fc_protocol_hello_id: The TLS version in the client’s hello.
ssl_fc_cipherlist_bin: The client’s ciphers as bytes.
ssl_fc_cipherlist_hex: The client’s ciphers in hexadecimal digits.
ssl_fc_cipherlist_str: The names of the client’s ciphers.
ssl_fc_cipherlist_xxh: A hash of the client’s ciphers.
ssl_fc_ecformats_bin: The client’s elliptic curve point formats as bytes.
ssl_fc_eclist_bin: The client’s elliptic curves as bytes.
ssl_fc_extlist_bin: The client’s TLS extensions as bytes.
ssl_fc_sigalgs_bin: The client’s signature algorithms as bytes.
ssl_fc_supported_versions_bin: The client’s TLS versions as bytes.
status: The status of the response.
stopping: Whether the process is stopping.
str: A constant string.
table_avl: Free entries of a stick table.
table_cnt: Used entries of a stick table.
term_events: What ended the stream, as codes.
tgroup: The number of the thread group.
thread: The number of the thread.
txn.conn_retries: How often the connection to a server was tried again.
txn.id32: A 32-bit number of the request.
txn.redispatched: Whether the request was sent to another server after a failure.
txn.sess_term_state: How the session ended, in two characters.
txn.status: The status of the response as it was sent.
txn.timer.total: Active time of the request in ms.
txn.timer.user: Total time of the request as its user sees it, in ms.
unique-id: The unique id of the request (\`unique-id-format\`).
uptime: Seconds since the process started.
url: The URL of the request as it was sent.
url32: A 32-bit hash of host, path and query.
url32+src: A hash of host, path and query with the client’s address.
url_ip: The address in the request’s URL, for forward proxies.
url_param urlp: A parameter of the request’s query.
url_port: The port in the request’s URL, for forward proxies.
urlp_val: A parameter of the request’s query as a number.
uuid: A random UUID.
var: The value of a variable, such as \`txn.name\`, or the default that follows.
wait_end: True at the end of the inspection delay or once everything has arrived.
waiting_entity: What the stream is waiting for.
`);

const counters = new Map(counterDescriptions);

/** What a fetch gives, without its type. */
export function fetchDescription(name: string): string | undefined {
  return written.get(name) ?? counterFetch(name) ?? tlsFetch(name);
}

function counterFetch(name: string): string | undefined {
  const [, owner = '', number, rest = ''] = /^(sc(\d)?|src)_(\w+)$/.exec(name) ?? [];
  if (owner === '') return undefined;
  const of =
    owner === 'src'
      ? 'Of the client’s address in a stick table'
      : `Of the entry that counter ${number ?? 'n (the first argument)'} tracks`;
  if (rest === 'key') return `${of}: its key.`;
  if (rest === 'tracked') return `Whether counter ${number ?? 'n'} tracks an entry.`;
  const [, verb, field = rest] = /^(get|inc|clr)_(\w+)$/.exec(rest) ?? [];
  const what = counters.get(field);
  if (!what) return undefined;
  if (verb === 'inc') return `${of}: increments the ${what} and gives the new value.`;
  if (verb === 'clr') return `${of}: clears the ${what} and gives the old value.`;
  return `${of}: ${what}.`;
}

const names = readDescriptions(`
accept_date date request_date: unit=s,ms,us
bin: hexadecimal
bool: value=true,false
bc_rtt bc_rttvar fc_rtt fc_rttvar: unit=ms,us
capture.req.hdr capture.res.hdr: slot
cook cook_cnt cook_val cookie req.cook req.cook_cnt req.cook_val res.cook res.cook_cnt res.cook_val scook scook_cnt scook_val: name
env: name
hdr hdr_ip hdr_val req.hdr req.hdr_ip req.hdr_val res.hdr res.hdr_ip res.hdr_val shdr shdr_ip shdr_val req.fhdr res.fhdr: name occurrence
hdr_cnt req.hdr_cnt res.hdr_cnt shdr_cnt req.fhdr_cnt res.fhdr_cnt: name
meth: method=GET,HEAD,POST,PUT,DELETE,OPTIONS,PATCH,CONNECT,TRACE
payload req.payload res.payload: offset length
payload_lv req.payload_lv res.payload_lv: offset length_size body_offset
rand: range
req.body_param: name case=i
str: text
url_param urlp urlp_val: name delimiter case=i
uuid: version=4,7
var: variable default
ssl_c_i_dn ssl_c_s_dn ssl_c_r_dn ssl_f_i_dn ssl_f_s_dn ssl_s_i_dn ssl_s_s_dn: entry occurrence format=rfc2253
fc_pp_tlv: type
`);

/** Names of a fetch's arguments, in order. */
export function fetchArguments(name: string): string | undefined {
  const [, counter] = /^(sc)_/.exec(name) ?? [];
  if (counter) return /gpc$|gpc_rate$|gpt$/.test(name) ? 'index counter table' : 'counter table';
  return names.get(name);
}
