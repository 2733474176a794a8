import { readKeywords } from './spec.ts';

/** Keywords of the `global` section but for its tuning. */
export const globalKeywords = () =>
  readKeywords(`
@ g,d,f,l,b,log-forward,peers
log | target=global,stdout,stderr,/dev/log ?option=len,format,sample,profile* ?facility=local0,local1,local2,local3,local4,local5,local6,local7,daemon,user,kern,mail,auth,syslog,lpr,news,uucp,cron,auth2,ftp,ntp,audit,alert,cron2 ?level=emerg,alert,crit,err,warning,notice,info,debug* | Sends log lines to a syslog server or socket; in a proxy, \`log global\` takes over those of the global section.
@ g
acme.scheduler | mode=auto,off | Whether certificates are renewed by the built-in ACME client on their own.
anonkey | number | The key with which the run-time API makes dumps anonymous.
ca-base | folder | The folder in which relative paths of CA and CRL files start.
chroot | folder | The folder that the process locks itself into; an empty one without write permission is best.
close-spread-time | time=infinite | Over how long idle connections are closed when the process stops, so that not all reconnect at once.
cluster-secret | text | A secret that all nodes share, from which such as QUIC tokens are derived.
cpu-affinity | policy=per-core,per-group,auto,per-thread,per-ccx | How threads are bound to the processors that were chosen.
cpu-map | threads processors* | Binds threads, such as \`1/1-4\` or \`auto:1/1-4\`, to processors.
cpu-policy | policy=none,performance,efficiency,group-by-cluster,group-by-ccx,group-by-2-ccx,group-by-3-ccx,group-by-4-ccx,group-by-2-clusters,group-by-3-clusters,group-by-4-clusters,first-usable-node,resource | How processors, threads and thread groups are chosen.
cpu-set | directive=reset,drop-cpu,only-cpu,drop-node,only-node,drop-cluster,only-cluster,drop-core,only-core,drop-thread,only-thread ?set* | Which processors may be used at all.
crt-base | folder | The folder in which relative paths of certificates start.
daemon | | Goes into the background. Under systemd with the master-worker mode it is not wanted.
debug.counters | mode=on,off | Whether debugging counters are kept.
default-path | origin=current,config,parent,origin ?path | Where relative paths start: the working folder, that of the file or its parent, or a given one.
description | text | A description of this machine for the statistics page.
deviceatlas-json-file | file | The data file of the DeviceAtlas module.
deviceatlas-log-level | level | What the DeviceAtlas module logs, 0 to 3.
deviceatlas-properties-cookie | name | The cookie of the DeviceAtlas module.
deviceatlas-separator | character | The separator in the DeviceAtlas module’s results.
dns-accept-family | families=ipv4,ipv6,auto | Which families of addresses are taken from DNS answers.
expose-deprecated-directives | | Accepts deprecated keywords that are refused otherwise.
expose-experimental-directives | | Accepts experimental keywords that are refused otherwise.
external-check | ?option=preserve-env | Allows health checks to run programs (\`option external-check\`).
fd-hard-limit | number | Most file descriptors that the process may ask for.
force-cfg-parser-pause | time | Waits while the configuration is read, for tests.
gid | number | The number of the group whose rights the process takes on.
grace | time | How long the process waits after a soft stop before it closes its listeners.
group | group | The group whose rights the process takes on after it has bound its addresses.
h1-accept-payload-with-any-method | | Accepts HTTP/1.0 GET, HEAD and DELETE requests with a body.
h1-case-adjust | from to | How a header’s name is written towards HTTP/1 programs that insist on upper case.
h1-case-adjust-file | file | A file of header names as HTTP/1 programs insist on them.
h1-do-not-close-on-insecure-transfer-encoding | | Keeps connections whose transfer encoding is ambiguous.
h2-workaround-bogus-websocket-clients | | Does not announce WebSocket over HTTP/2, for clients that get it wrong.
hard-stop-after | time | How long old processes may serve their last connections after a reload.
harden.reject-privileged-ports.tcp | mode=on,off | Whether TCP clients with a source port below 1024 are refused.
harden.reject-privileged-ports.quic | mode=on,off | Whether QUIC clients with a source port below 1024 are refused; on by default.
http-err-codes | codes* | Which statuses count as client errors in stick tables; 400 to 499 by default.
http-fail-codes | codes* | Which statuses count as server failures in stick tables; 500 to 599 except 501 and 505 by default.
httpclient.resolvers.disabled | mode=on,off | Whether the built-in HTTP client looks up no names.
httpclient.resolvers.id | resolvers@resolvers | The \`resolvers\` section of the built-in HTTP client.
httpclient.resolvers.prefer | family=ipv4,ipv6 | The family of addresses that the built-in HTTP client prefers.
httpclient.retries | number | How often the built-in HTTP client tries again; 3 by default.
httpclient.ssl.ca-file | file | The certificate authorities of the built-in HTTP client.
httpclient.ssl.verify | ?mode=none,required | Whether the built-in HTTP client verifies certificates.
httpclient.timeout.connect | time | The built-in HTTP client’s time for a connection; 5 s by default.
insecure-fork-wanted | | Allows the process to fork after start, as external checks need it.
insecure-setuid-wanted | | Allows programs that the process starts to gain privileges.
issuers-chain-path | folder | A folder of intermediate certificates that complete chains.
jwt.allow_none_alg | mode=on,off | Whether unsigned JSON web tokens pass verification.
jwt.decrypt_alg_list | list | The key algorithms that JSON web tokens may be encrypted with.
jwt.decrypt_enc_list | list | The content algorithms that JSON web tokens may be encrypted with.
key-base | folder | The folder in which relative paths of private keys start.
limited-quic | | Allows QUIC with a TLS library that supports it in part only.
localpeer | name | The name of this process in \`peers\` sections; by default the host name. It must be the name of one \`peer\` line.
log-send-hostname | ?name | Puts a host name into syslog headers.
log-tag | text | The program’s name in syslog headers; \`haproxy\` by default.
lua-load | file ?args* | Runs a Lua file at start, once for all threads.
lua-load-per-thread | file ?args* | Runs a Lua file at start, once in each thread.
lua-prepend-path | path ?type=path,cpath | A pattern of paths in which Lua modules are searched first.
master-worker | ?option=no-exit-on-failure | Runs a master process that starts and reloads the workers.
max-spread-checks | time | The longest time over which the first health checks are spread.
max-threads-per-group | number | Most threads in a thread group.
maxcompcpuusage | percent | Processor use above which responses are no longer compressed; 100 by default.
maxcomprate | number | Most KiB per second that are compressed; 0 is no limit.
maxconnrate | number | Most new connections per second of the process.
maxpipes | number | Most pipes for kernel-side forwarding; a quarter of \`maxconn\` by default.
maxsessrate | number | Most new sessions per second of the process.
maxsslconn | number | Most TLS connections at one time, both sides counted.
maxsslrate | number | Most new TLS sessions per second of the process.
maxzlibmem | number | Most MiB of memory for compression.
mworker-max-reloads | number | How many reloads a worker may survive until it is stopped.
nbproc !nbthread | number | The number of processes; more than one is no longer possible since 2.5.
nbthread | number | Threads of the process; by default as many as there are processor cores to use.
no-memory-trimming | | Does not give free memory back to the system at reloads.
no-quic | | Switches QUIC off.
node | name | The name of this node on the statistics page.
noepoll | | Does not use epoll.
noevports | | Does not use event ports.
nogetaddrinfo | | Does not use getaddrinfo for names.
nokqueue | | Does not use kqueue.
noktls | | Does not use kernel TLS.
nopoll | | Does not use poll, only select.
noreuseport | | Does not share listening ports between processes and threads.
nosplice | | Does not forward data inside the kernel.
numa-cpu-mapping | | Binds threads to one NUMA node where nothing else was chosen; on by default.
ocsp-update.disable | mode=on,off | Whether OCSP responses are never updated.
ocsp-update.httpproxy | address | The HTTP proxy for OCSP updates.
ocsp-update.maxdelay | number | Longest time between two OCSP updates in seconds; 3600 by default.
ocsp-update.mindelay | number | Shortest time between two OCSP updates in seconds; 300 by default.
ocsp-update.mode | mode=on,off | Whether OCSP responses are updated where the certificate says nothing.
pidfile | file | The file that holds the process ids.
pp2-never-send-local | | Tells servers the address also of connections that HAProxy makes itself, such as checks.
prealloc-fd | | Allocates the table of file descriptors at start.
presetenv | name value | Sets an environment variable unless it is set.
profiling.memory | mode=on,off | Whether use of memory is profiled.
profiling.tasks | mode=auto,on,off,lock,no-lock,memory,no-memory* | Whether time of tasks is profiled.
quick-exit | | Exits without freeing memory.
quiet | | Writes no messages at start.
resetenv | name* | Removes all environment variables but the named ones.
server-state-base | folder | The folder in which relative paths of server state files start.
server-state-file | file | A file with the servers’ state that is loaded at start.
set-dumpable | ?mode=on,off,libs | Allows core dumps.
set-var | name sample~sample | Sets a process-wide variable at start; the name begins with \`proc.\`.
set-var-fmt | name format~format | Sets a process-wide variable at start from a text.
setcap | capabilities=cap_net_bind_service,cap_net_raw,cap_net_admin,cap_sys_admin | Capabilities that the process keeps when it changes its user.
setenv | name value | Sets an environment variable for the rest of the configuration.
shm-stats-file | file | A shared memory file that keeps statistics over reloads.
shm-stats-file-max-objects | number | Most objects in the shared statistics file.
spread-checks | percent | How much the times of health checks vary, 0 to 50 percent.
ssl-default-bind-ciphers | ciphers | Ciphers of listeners up to TLS 1.2 that set none.
ssl-default-bind-ciphersuites | ciphersuites | TLS 1.3 ciphers of listeners that set none.
ssl-default-bind-client-sigalgs | algorithms | Signature algorithms for client certificates, of listeners that set none.
ssl-default-bind-curves | curves | Elliptic curves of listeners that set none.
ssl-default-bind-options | option=no-sslv3,no-tlsv10,no-tlsv11,no-tlsv12,no-tlsv13,no-tls-tickets,tls-tickets,force-sslv3,force-tlsv10,force-tlsv11,force-tlsv12,force-tlsv13,ssl-min-ver,ssl-max-ver,prefer-client-ciphers,strict-sni,no-strict-sni,SSLv3,TLSv1.0,TLSv1.1,TLSv1.2,TLSv1.3* | TLS options of all listeners.
ssl-default-bind-sigalgs | algorithms | Signature algorithms of listeners that set none.
ssl-default-server-ciphers | ciphers | Ciphers towards servers up to TLS 1.2, where none are set.
ssl-default-server-ciphersuites | ciphersuites | TLS 1.3 ciphers towards servers, where none are set.
ssl-default-server-client-sigalgs | algorithms | Signature algorithms for client certificates towards servers, where none are set.
ssl-default-server-curves | curves | Elliptic curves towards servers, where none are set.
ssl-default-server-options | option=no-sslv3,no-tlsv10,no-tlsv11,no-tlsv12,no-tlsv13,no-tls-tickets,tls-tickets,force-sslv3,force-tlsv10,force-tlsv11,force-tlsv12,force-tlsv13,ssl-min-ver,ssl-max-ver,SSLv3,TLSv1.0,TLSv1.1,TLSv1.2,TLSv1.3* | TLS options towards all servers.
ssl-default-server-sigalgs | algorithms | Signature algorithms towards servers, where none are set.
ssl-dh-param-file | file | Diffie-Hellman parameters for certificates without their own.
ssl-engine | name ?algo ?algorithms | An OpenSSL engine and what it is used for.
ssl-load-extra-del-ext | | Looks for files beside a certificate without its extension: \`site.key\` for \`site.crt\`.
ssl-load-extra-files | types=none,all,bundle,sctl,ocsp,issuer,key* | Which files beside a certificate are loaded.
ssl-mode-async | | TLS engines work in the background.
ssl-passphrase-cmd | command ?args* | A program that prints the passphrase of private keys.
ssl-propquery | text | The property query for OpenSSL providers.
ssl-provider | name | Loads an OpenSSL provider.
ssl-provider-path | folder | Where OpenSSL providers are searched.
ssl-security-level | level=0,1,2,3,4,5 | OpenSSL’s security level.
ssl-server-verify | mode=none,required | Whether servers’ certificates are verified where a server says nothing; required by default.
ssl-skip-self-issued-ca | | Does not send self-signed authorities of a chain.
stats | | The run-time API of the process.
stats bind-process $2.7 | processes=all,odd,even | Which processes the run-time API belongs to; without meaning since 2.5.
stats maxconn | number | Most connections to the run-time API; 10 by default.
stats socket | address >bind_parameters | The run-time API: a socket that answers commands such as \`show stat\` or \`set server\`.
stats timeout | time | How long an idle connection to the run-time API stays open; 10 s by default.
stats-file | file | A file of statistics that is loaded at start.
stress-level | level | How often rare paths of the code are taken, for tests.
strict-limits | | Refuses to start when limits of the system cannot be raised; on by default.
thread-group | group threads | Which threads a group holds.
thread-groups | number | The number of thread groups.
thread-hard-limit | number | Most threads, whatever was detected.
uid | number | The number of the user whose rights the process takes on.
trace | source ?option* | Switches a trace source on, for developers.
ulimit-n | number | The limit of file descriptors; computed from \`maxconn\` by default.
unix-bind | option=prefix,mode,user,uid,group,gid* | What all listening UNIX sockets start from: a prefix of their paths, mode and owner.
unsetenv | name* | Removes environment variables.
user | user | The user whose rights the process takes on after it has bound its addresses.
warn-blocked-traffic-after | time | How long a task may block a thread until a warning is logged; 100 ms by default.
wurfl-cache-size | number | The size of the WURFL module’s cache.
wurfl-data-file | file | The data file of the WURFL module.
wurfl-information-list | name* | What the WURFL module reports.
wurfl-information-list-separator | character | The separator in the WURFL module’s results.
wurfl-patch-file | file* | Patches of the WURFL module’s data.
zero-warning | | Refuses to start when there are warnings.
`);
