import { readKeywords } from './spec.ts';

/** First words of proxies; options, rules and checks have files of their own. */
export const proxyKeywords = () =>
  readKeywords(`
@ f l log-forward peers
bind | address >bind_parameters | An address and port to listen on. For a virtual IP that another node may hold, the kernel must allow it (\`ip_nonlocal_bind\`) or \`transparent\` must be given.
@ g d f l
maxconn | number | Most connections at one time; further ones wait in the queue of the kernel. In \`global\` it is the limit of the process.
@ d f l b
mode | mode= | What the proxy understands of its traffic. It must be the same on both sides of a \`use_backend\`.
  http: HTTP: requests are parsed and can be changed.
  tcp: Any protocol over TCP, passed on as it is.
  log: Syslog messages (backends, since 2.9).
  spop: SPOE agents (backends, since 3.1).
acl | name criterion~sample ?value~match* | Names a condition for rules. Several with one name are joined by "or".
email-alert from | address | The sender of mail alerts.
email-alert level | level=emerg,alert,crit,err,warning,notice,info,debug | The most verbose log level that makes a mail; \`alert\` by default.
email-alert mailers | mailers@mailers | The \`mailers\` section for alerts.
email-alert myhostname | name | The name under which alerts greet the mail server.
email-alert to | address | The recipient of mail alerts.
enabled | | Takes back \`disabled\`.
disabled | | Starts in maintenance: a disabled server gets no traffic, a disabled proxy does not listen.
errorfile | status=200,400,401,403,404,405,407,408,410,413,414,421,422,425,429,431,500,501,502,503,504 file | A file that holds a whole HTTP answer for a status that HAProxy itself gives.
errorfiles | group@http-errors ?status* | Takes over the error pages of an \`http-errors\` section.
errorloc | status=200,400,401,403,404,405,407,408,410,413,414,425,429,500,501,502,503,504 url | Redirects (302) instead of giving a status.
errorloc302 | status=200,400,401,403,404,405,407,408,410,413,414,425,429,500,501,502,503,504 url | Redirects (302) instead of giving a status.
errorloc303 | status=200,400,401,403,404,405,407,408,410,413,414,425,429,500,501,502,503,504 url | Redirects (303, always GET) instead of giving a status.
http-error | word=status status >http_reply | An answer of our own for a status that HAProxy gives.
compression | setting=algo,type,offload,direction,algo-req,algo-res,type-req,type-res,minsize-req,minsize-res ?value* | HTTP compression.
compression algo | algorithm=gzip,deflate,raw-deflate,identity* | Algorithms that responses may be compressed with.
compression algo-req | algorithm=gzip,deflate,raw-deflate,identity | The algorithm that requests are compressed with.
compression algo-res | algorithm=gzip,deflate,raw-deflate,identity* | Algorithms that responses may be compressed with.
compression type | type* | Content types that are compressed, such as \`text/html\`.
compression type-req | type* | Content types of requests that are compressed.
compression type-res | type* | Content types of responses that are compressed.
compression offload | | Servers never compress: HAProxy does.
compression direction | direction=request,response,both | Which way is compressed; responses by default.
compression minsize-req | size | Smaller requests are not compressed.
compression minsize-res | size | Smaller responses are not compressed.
log-tag | text | The program’s name in the syslog headers of this proxy.
unique-id-format | format~format | How unique ids of requests are made.
timeout http-request | time | How long a client may take to send all headers of a request.
timeout http-keep-alive | time | How long to wait for the next request on an open connection.
timeout tarpit | time | How long tarpitted requests are kept waiting; the connect timeout by default.
filter trace | ?option=name,random-forwarding,random-parsing,hexdump,quiet* | Logs what passes through, for developers.
filter compression | | Where compression stands among the filters.
filter comp-req | | Where compression of requests stands among the filters.
filter comp-res | | Where compression of responses stands among the filters.
filter spoe | ?option=engine,config name ?option=config,engine file | Lets agents outside process the traffic.
filter cache | name@cache | Where the cache stands among the filters.
filter fcgi-app | name@fcgi-app | Where FastCGI stands among the filters.
filter opentracing | word=id id word=config file | Reports spans to a tracing system.
filter bwlim-in | name ?option=default-limit,default-period,limit,key,table,min-size* | A bandwidth limit for what comes in.
filter bwlim-out | name ?option=default-limit,default-period,limit,key,table,min-size* | A bandwidth limit for what goes out.
declare capture | direction=request,response word=len length | Reserves a slot for captured headers.
description | text | A description for the statistics page.
id | number | The number of the proxy for statistics and the run-time API.
guid | id | A name that is unique in the process and stays over reloads.
max-session-srv-conns | number | Idle server connections that are kept for a client connection; 5 by default.
stats admin | & | Where the condition holds, the statistics page can change servers.
stats auth | user:password | A user and password for the statistics page.
stats enable | | Shows the statistics page.
stats hide-version | | The statistics page does not tell the version.
stats show-version | | The statistics page tells the version.
stats http-request | action=allow,deny,auth ?realm ?text & | Who may see the statistics page.
stats realm | text | The realm that the statistics page’s login shows.
stats refresh | time | How often the statistics page loads itself again.
stats scope | proxy@backend | Shows only this proxy; \`.\` is the one it stands in.
stats show-desc | ?text* | Shows a description on the statistics page.
stats show-legends | | Shows details as tooltips on the statistics page.
stats show-modules | | Shows counters of modules on the statistics page.
stats show-node | ?name | Shows the node’s name on the statistics page.
stats uri | prefix | The path of the statistics page; \`/haproxy?stats\` by default.
clitimeout $2.1 !timeout client | time | The old name of \`timeout client\`; no longer supported.
contimeout $2.1 !timeout connect | time | The old name of \`timeout connect\`; no longer supported.
srvtimeout $2.1 !timeout server | time | The old name of \`timeout server\`; no longer supported.
@ d f l
backlog | number | Connections that may wait in the kernel to be accepted; \`maxconn\` by default.
clitcpka-cnt | number | Lost TCP keep-alives until a client is gone.
clitcpka-idle | time | Silence until TCP keep-alives are sent to a client.
clitcpka-intvl | time | Time between TCP keep-alives to a client.
default_backend | backend@backend | The backend for what no \`use_backend\` rule has chosen.
error-log-format | format~format | The format of log lines for failed connections.
log-format | format~format | The format of log lines.
log-format-sd | format~format | The structured data of RFC 5424 log lines.
log-steps | steps* | At which steps of a request log lines are written.
monitor-net $2.4 | network | Networks whose requests are answered without a look at them; no longer supported.
monitor-uri | uri | An address that HAProxy answers itself with 200: made for the check script of keepalived.
rate-limit sessions | rate | Most new sessions per second; more wait in the kernel.
timeout client | time | How long the client may stay silent when it is its turn to send or receive.
timeout client-fin | time | The client timeout once one side has closed.
timeout client-hs | time | How long the client’s TLS or QUIC handshake may take.
timeout handshake $2.2 | time | How long handshakes may take.
unique-id-header | name | The request header that carries the unique id.
tcp-request inspect-delay | time | How long content rules may wait for data.
ssl-f-use | >crt_parameters | A certificate for all TLS listeners of this frontend.
@ b
timeout handshake $2.2 | time | How long handshakes may take.
tcp-request inspect-delay | time | How long content rules may wait for data.
@ d l b
tcp-response inspect-delay | time | How long content rules for responses may wait for data.
@ f l
capture cookie | name word=len length | Logs a cookie whose name starts so.
capture request header | name word=len length | Logs a header of requests.
capture response header | name word=len length | Logs a header of responses.
force-be-switch | & | Chooses an unpublished backend as if it were published.
monitor fail | & | Where the condition holds, \`monitor-uri\` answers 503.
use_backend | backend@backend & | Sends what matches a condition to a backend. The first rule that matches decides.
@ f l b
redirect | kind=location,prefix,scheme target~format ?option=code,drop-query,append-slash,set-cookie,clear-cookie,ignore-empty,keep-query* & | Redirects the request; later than \`http-request redirect\`.
stick-table | >stick_table | A table in memory that remembers something for each key; \`peers\` shares it with the other node.
@ l b
be-unpublished | | No frontend chooses this backend until it is published at run time.
dispatch !server | address:port | Sends everything to one address.
force-persist | & | Follows persistence even to servers that are down.
ignore-persist | & | Ignores persistence.
http-send-name-header | ?name | A request header that tells the server its name in this configuration.
server | name address >server_parameters | A server of the backend. Without \`check\` it always counts as available.
server-template | prefix count address >server_parameters | Several servers of equal settings, such as those of a DNS name.
stick match | sample~sample ?word=table ?table@table & | Looks up the server of a key.
stick on | sample~sample ?word=table ?table@table & | Looks up the server of a key and stores it: the client stays on its server.
stick store-request | sample~sample ?word=table ?table@table & | Stores the server under a key of the request.
stick store-response | sample~sample ?word=table ?table@table & | Stores the server under a key of the response.
use-fcgi-app | application@fcgi-app | The FastCGI application of this backend’s servers.
use-server | server@server & | Sends what matches a condition to one server.
@ d l b
balance | algorithm= ?option* | How requests are spread over the servers.
  roundrobin: In turn, by weight; weights can change at run time.
  static-rr: In turn, by fixed weights.
  leastconn: The server with the fewest connections.
  first: The first server with a free slot.
  source: By the client’s address: the same client, the same server.
  uri: By the address of the request.
  url_param: By a parameter of the query.
  hdr: By a header of the request: \`hdr(name)\`.
  random: By a random number, the less loaded of several draws.
  rdp-cookie: By the cookie of remote desktop connections.
  hash: By any sample expression (since 2.6).
  log-hash: By the log message (since 2.8).
  sticky: The same server until it fails, for logs.
balance uri | ?option=whole,len,depth,path-only ?value* | By a hash of the request’s address.
balance url_param | name ?option=check_post | By a hash of a parameter of the query.
balance hash | sample~sample | By a hash of a sample expression.
cookie | name ?option=rewrite,insert,prefix,indirect,nocache,postonly,preserve,httponly,secure,domain,maxidle,maxlife,dynamic,attr* | Persistence by a cookie that names the server. Each server needs a \`cookie\` value, equal on all nodes.
default-server | >server_parameters | Parameters that the \`server\` lines below start from.
dynamic-cookie-key | text | The secret for cookies that are made of server addresses; the same on all nodes.
external-check command | file | The program that external checks run.
external-check path | path | The PATH of programs that external checks run.
fullconn | number | Connections at which servers reach their \`maxconn\` where they have a \`minconn\`.
hash-balance-factor | percent | How much above the average a server may be loaded with consistent hashing; 0 is no limit.
hash-preserve-affinity | mode=always,maxconn,maxqueue | When a hashed request may leave its server.
hash-type | method=map-based,consistent ?function=sdbm,djb2,wt6,crc32,none ?modifier=avalanche | How hashes choose servers.
  map-based: A plain table: any change of the servers moves most clients.
  consistent: A ring: a change of the servers moves few clients.
http-reuse | mode= | Whether idle server connections serve other clients’ requests; \`safe\` by default.
  never: Never.
  safe: Not for the first request of a client.
  aggressive: Also for first requests, on connections that were reused before.
  always: Whenever there is one.
load-server-state-from-file | source=global,local,none | Where servers’ states are loaded from at start.
max-keep-alive-queue | number | Queue length of a server above which a kept connection’s client moves on; −1 is no limit.
persist rdp-cookie | ?name | Persistence by the cookie of remote desktop connections.
retries | number | How often a failed connection to a server is tried again; 3 by default.
retry-on | event=none,conn-failure,empty-response,junk-response,response-timeout,0rtt-rejected,all-retryable-errors,401,403,404,408,425,429,500,501,502,503,504* | What makes a request be tried again.
server-state-file-name | ?file=use-backend-name | The file that holds this backend’s servers’ states.
source | address ?option=usesrc,interface,clientip,client,hdr_ip,hdr* | The local address of connections to servers.
srvtcpka-cnt | number | Lost TCP keep-alives until a server is gone.
srvtcpka-idle | time | Silence until TCP keep-alives are sent to a server.
srvtcpka-intvl | time | Time between TCP keep-alives to a server.
timeout check | time | How long a health check may wait for an answer once it is connected.
timeout connect | time | How long a connection to a server may take to come about.
timeout queue | time | How long a request may wait for a free server before it gets a 503.
timeout server | time | How long the server may stay silent when it is its turn to answer.
timeout server-fin | time | The server timeout once one side has closed.
timeout tunnel | time | How long both sides may stay silent once a connection has become a tunnel (WebSocket, CONNECT).
transparent !option transparent | | The old name of \`option transparent\`.
@ stick_table
type | type=ip,ipv4,ipv6,integer,string,binary | The type of the key.
len | length | The longest key of type string or binary; 32 by default.
size | number | Most entries; \`k\`, \`m\` and \`g\` multiply by 1024.
expire | time | How long an entry that nobody uses stays.
nopurge | | Does not drop old entries when the table is full.
peers | peers@peers | The \`peers\` section that shares the table with other nodes.
recv-only | | Takes updates from peers for values that are local otherwise.
srvkey | key=addr,name | Whether servers are stored by name or by address.
write-to | table@table | Writes the table’s updates to another table, too.
brates-factor | number | Divides byte rates by this number, so that they fit.
store | data=bytes_in_cnt,bytes_out_cnt,bytes_in_rate(,bytes_out_rate(,conn_cnt,conn_cur,conn_rate(,gpc0,gpc0_rate(,gpc1,gpc1_rate(,gpc(,gpc_rate(,gpt0,gpt(,glitch_cnt,glitch_rate(,http_req_cnt,http_req_rate(,http_err_cnt,http_err_rate(,http_fail_cnt,http_fail_rate(,server_id,server_key,sess_cnt,sess_rate( | What is remembered for each key, separated by commas; rates take their period in parentheses.
@ d f l b
http-request | | A rule for requests: changes, refuses, redirects or tracks them.
http-response | | A rule for responses.
http-after-response | | A rule for all responses, also those that HAProxy gives itself.
tcp-request | | A rule for connections and for content of requests, whatever the protocol.
tcp-response | | A rule for content of responses, whatever the protocol.
quic-initial | | A rule for the first packet of QUIC connections.
option | | An option of the proxy; \`no option\` takes it back.
timeout | | A time limit.
stats | | The statistics page.
filter | | A filter that sees all traffic.
email-alert | | Alerts by mail.
@ d l b
http-check | | What HTTP health checks send and expect.
tcp-check | | What TCP health checks send and expect.
external-check | | Health checks by a program.
@ f l
capture | | Headers and cookies for the log.
declare | | Reserves capture slots.
monitor | | When \`monitor-uri\` reports a failure.
@ l b
stick | | Persistence by a stick table.
@ d l b
persist | | Persistence by the cookie of remote desktop connections.
@ d f l
rate-limit | | A limit of new sessions per second.
`);
