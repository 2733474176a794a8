import { type Keyword, topLevel } from '../../../catalog/keyword.ts';
import { sectionVersions } from '../sections.ts';
import { readKeywords } from './spec.ts';

/** When a kind of section came and went, where a supported version lacks it. */
function lifetime(section: string): Pick<Keyword, 'since' | 'until'> {
  const [since, until] = sectionVersions.get(section) ?? [];
  return { ...(since && { since: since.join('.') }), ...(until && { until: until.join('.') }) };
}

/** Every keyword that starts a section; their versions are those that the validator goes by. */
export const sectionHeaders = (): readonly Keyword[] =>
  readKeywords(`
@ section
global | | Settings of the process as a whole: logging, limits, security, run-time API. Usually there is one.
defaults | ?name ?word=from ?defaults@defaults | Settings that the proxies below it start from, until the next \`defaults\` section. A named one can be chosen with \`from\`.
frontend | name ?word=from ?defaults@defaults | Accepts connections: where to listen, and which backend gets which request.
backend | name ?word=from ?defaults@defaults | A set of servers and how traffic is spread over them.
listen | name ?word=from ?defaults@defaults | A frontend and its backend in one section.
peers | name | HAProxy processes that exchange the contents of stick tables, so that a standby knows them after a failover.
resolvers | name | Name servers for server addresses that are looked up at run time.
mailers | name | Mail servers for alerts.
userlist | name | Users, groups and passwords for HTTP authentication.
cache | name | A small in-memory cache of responses.
program | name | An external program that the master process starts and stops along with the workers.
http-errors | name | A group of error pages that proxies can import.
ring | name | A ring buffer in memory, for logs and events.
log-forward | name | Receives syslog messages and passes them on.
log-profile | name | Formats of log lines for each step of a request.
fcgi-app | name | A FastCGI application: how requests to its servers are written.
crt-store | ?name | Certificates with their keys and options, under short names.
acme | name | An ACME account and certificate authority from which certificates are fetched.
healthcheck | name | A health check that servers of several backends can share.
traces | | Trace sources to switch on at start, for debugging.
dynamic-update ^2.0 $2.0 | | An experiment that no supported version has.
`).map((keyword) => ({ ...keyword, ...lifetime(keyword.name), in: [topLevel] }));

/** Keywords of the sections that are neither global nor proxies. */
export const sectionKeywordsInside = (): readonly Keyword[] =>
  readKeywords(`
@ peers
peer | name address >server_parameters | A HAProxy that takes part in the exchange. The one whose name is the local host name (or \`localpeer\`) is this process itself.
server | name ?address >server_parameters | A peer with the settings of \`default-server\`.
default-server | >server_parameters | Parameters that the \`peer\` and \`server\` lines below start from.
default-bind | >bind_parameters | Parameters that the \`bind\` line starts from.
disabled | | Switches the section off.
enabled | | Takes back \`disabled\`.
shards | number | Into how many parts the tables’ keys are divided among peers.
table | name >stick_table | A stick table of the peers themselves: \`section/name\`.
@ resolvers
nameserver | name address >server_parameters | A name server to ask.
parse-resolv-conf | | Takes the name servers of \`/etc/resolv.conf\`.
accepted_payload_size | size | The largest DNS answer over UDP; 512 by default.
resolve_retries | number | Questions without an answer until a lookup fails; 3 by default.
hold | event=valid,nx,refused,timeout,obsolete,other time | How long a result of that kind stays in use.
timeout resolve | time | Time between two lookups of a name; 1 s by default.
timeout retry | time | Time until a question is repeated; 1 s by default.
@ mailers
mailer | name address | A mail server.
timeout mail | time | How long a mail may take; 10 s by default.
@ userlist
group | name ?word=users ?users | A group of users.
user | name ?word=password,insecure-password ?password ?word=groups ?groups | A user with an encrypted or a plain password.
@ cache
total-max-size | megabytes | The size of the cache in MiB.
max-object-size | size | The largest response that is stored.
max-age | seconds | The longest time that a response stays, in seconds; 60 by default.
process-vary | mode=on,off | Whether responses with a Vary header are stored.
max-secondary-entries | number | Most variants of a response; 10 by default.
@ program
command | program ?arguments* | The program and its arguments.
user | user | The user whose rights it has.
group | group | The group whose rights it has.
option start-on-reload | | Starts it again at each reload; \`no\` keeps it running.
option | | An option of the program; \`no option\` takes it back.
@ http-errors
errorfile | status=200,400,401,403,404,405,407,408,410,413,414,421,422,425,429,431,500,501,502,503,504 file | A file that holds a whole HTTP answer for a status.
@ ring
description | text | A description.
format | format=iso,local,priority,raw,rfc3164,rfc5424,short,timed | The format of the lines.
maxlen | length | The longest line; 1024 by default.
size | size | The size of the ring; 16384 by default.
backing-file | file | A file that keeps the ring’s contents.
server | name address >server_parameters | A log server that gets the lines.
timeout connect | time | How long a connection to the log server may take.
timeout server | time | How long the log server may take to accept data.
@ log-forward
dgram-bind | address >bind_parameters | An address and port on which syslog messages arrive over UDP.
backlog | number | Connections that may wait in the kernel to be accepted.
maxconn | number | Most connections at one time.
timeout client | time | How long a sender may stay silent.
option assume-rfc6587-ntf | | Messages over TCP are separated by line ends.
option dont-parse-log | | Passes messages on as they are.
option host | strategy=replace,fill,keep,append | What happens to the host name in messages.
option | | An option of the section.
@ log-profile
log-tag | text | The program’s name in syslog headers.
on | step=accept,request,connect,response,close,error,any,http-req,http-res,http-after-res,quic-init,tcp-req-conn,tcp-req-sess,tcp-req-cont,tcp-res-cont ?word=format,sd,drop ?format~format ?word=sd ?sd~format | The format of the log line at a step.
@ fcgi-app
acl | name criterion~sample ?value~match* | Names a condition for \`pass-header\` and \`set-param\`.
docroot | folder | Where the application’s scripts are.
index | script | The script for paths that end in a slash.
log-stderr | target=global ?option* | Where the application’s messages are logged.
pass-header | name & | Passes a request header on that is left out otherwise.
path-info | regex | Splits the path into script and rest.
option get-values | | Asks the application for its limits.
option keep-conn | | Keeps connections; on by default.
option max-reqs | number | Most requests at one time on a connection; 1 by default.
option mpxs-conns | | Requests share connections.
option | | An option of the application; \`no option\` takes it back.
set-param | name format~format & | A parameter for the application.
@ crt-store
crt-base | folder | Where relative paths of certificates start.
key-base | folder | Where relative paths of keys start.
load | >crt_parameters | A certificate under a short name.
@ healthcheck
type | type=tcp-check,httpchk,ssl-hello-chk,smtpchk,pgsql-check,redis-check,mysql-check,ldap-check,spop-check ?option* | The protocol of the check, with the arguments of the proxy option of that name.
@ traces
trace | source=all,applet,check,fcgi,h1,h2,h3,hlua,peers,qmux,quic,session,spop,ssl,ssl-ocsp,stream,acme ?option=sink,level,verbosity,start,stop,pause,follow,lock* | Switches a trace source on.
@ acme
account-key | file | The account’s private key.
acme-vars | text | Variables for programs that complete challenges.
bits | number | The size of RSA keys; 2048 by default.
challenge | type=http-01,dns-01,dns-persist-01 | How control over a name is proved.
challenge-ready | condition=cli,dns,delay,none | When a DNS challenge counts as ready.
contact | address | The mail address of the account.
curves | curve=P-256,P-384,P-521 | The curve of ECDSA keys.
directory | url | The address of the certificate authority.
dns-delay | time | How long to wait until a DNS challenge is looked up again.
dns-timeout | time | How long a DNS challenge may take.
eab-key-id | file | The key id of an external account.
eab-mac-alg | algorithm=HS256,HS384,HS512 | The algorithm of an external account’s key.
eab-mac-key | file | The key of an external account.
keytype | type=RSA,ECDSA | The type of keys.
map | map | The map that keeps the answers of HTTP challenges.
profile | name | The certificate profile that is asked for.
provider-name | name | The name of the DNS provider.
reuse-key | mode=on,off | Whether a renewed certificate keeps its key.
@ g,d,f,l,b,peers,resolvers,mailers,userlist,cache,program,http-errors,ring,log-forward,log-profile,fcgi-app,crt-store,traces,acme,healthcheck
.if | condition=true,false,defined(,enabled(,feature(,version_atleast(,version_before(,streq(,strneq(,strstr(,openssl_version_atleast(,openssl_version_before(,ssllib_name_startswith(,awslc_api_atleast(,awslc_api_before(* | Reads what follows only where the condition holds.
.elif | condition=true,false,defined(,enabled(,feature(,version_atleast(,version_before(,streq(,strneq(,strstr(,openssl_version_atleast(,openssl_version_before(,ssllib_name_startswith(,awslc_api_atleast(,awslc_api_before(* | Reads what follows where no earlier condition held and this one does.
.else | | Reads what follows where no earlier condition held.
.endif | | Ends a conditional block.
.diag | text | Prints a message in diagnostic mode.
.notice | text | Prints a notice when the configuration is read.
.warning | text | Prints a warning when the configuration is read.
.alert | text | Prints an error when the configuration is read, and refuses it.
`);
