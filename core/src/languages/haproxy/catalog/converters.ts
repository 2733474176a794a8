import { readDescriptions } from './spec.ts';

/** Names of converters' arguments, in order; `name=a,b` where it is one of some words. */
export const converterArguments: ReadonlyMap<string, string> = readDescriptions(`
add sub mul div mod and or xor: number
add_item: delimiter variable suffix
aes_cbc_dec aes_cbc_enc: bits=128,192,256 nonce key aad
aes_gcm_dec aes_gcm_enc: bits=128,192,256 nonce key tag aad
be2dec le2dec: separator chunk_size truncate
be2hex: separator chunk_size truncate
bytes: offset length
capture-req capture-res: slot
concat: start variable end
crc32 crc32c djb2 sdbm wt6 xxh32 xxh64 xxh3: avalanche_or_seed
debug: prefix destination
digest: algorithm=sha1,sha224,sha256,sha384,sha512,md5
field word: index delimiters count
fix_tag_value: tag
has_ctl: set
hmac: algorithm=sha1,sha224,sha256,sha384,sha512 key
http_date: offset unit=s,ms,us
iif: true false
ipmask: mask4 mask6
json: encoding=ascii,utf8,utf8s,utf8p,utf8ps
json_query: path type=int,str
jwt_header_query jwt_payload_query: path type=int
jwt_verify: algorithm key
jwt_verify_cert: algorithm certificate
language: languages default
ltime utime ms_ltime ms_utime us_ltime us_utime: format offset
ltrim rtrim: characters
mqtt_field_value: packet=connect,connack field
param: name delimiter
protobuf ungrpc: field type
regsub: pattern replacement flags=g,i,gi
rfc7239_field: field=for,by,host,proto
secure_memcmp strcmp: variable
set-var: variable condition
sha2: bits=224,256,384,512
unset-var: variable
url_dec: in_form
url_enc: set=query
when: condition=error,forwarded,normal,processed,stopping,toapplet
table_expire table_idle: table default
map map_str map_beg map_sub map_dir map_dom map_end map_reg map_regm map_int map_ip: file default
`);

const lookups = [
  ['map', 'the whole string'],
  ['map_str', 'the whole string'],
  ['map_beg', 'the beginning of the string'],
  ['map_sub', 'a part of the string'],
  ['map_dir', 'a part between slashes'],
  ['map_dom', 'a part between dots'],
  ['map_end', 'the end of the string'],
  ['map_reg', 'a regular expression'],
  ['map_regm', 'a regular expression whose groups the value may use'],
  ['map_int', 'a number or range'],
  ['map_ip', 'an address or network'],
] as const;

const results = [
  ['', 'gives the value'],
  ['_str', 'gives the value'],
  ['_int', 'gives the value as a number'],
  ['_ip', 'gives the value as an address'],
  ['_key', 'gives the key that matched'],
] as const;

const counters: readonly (readonly [string, string])[] = [
  ['bytes_in_rate', 'bytes per period from clients'],
  ['bytes_out_rate', 'bytes per period to clients'],
  ['conn_cnt', 'number of connections so far'],
  ['conn_cur', 'number of open connections'],
  ['conn_rate', 'connections per period'],
  ['expire', 'time in ms until the entry expires'],
  ['glitch_cnt', 'number of protocol oddities'],
  ['glitch_rate', 'protocol oddities per period'],
  ['gpc', 'general purpose counter of that index'],
  ['gpc0', 'first general purpose counter'],
  ['gpc0_rate', 'increments of the first general purpose counter per period'],
  ['gpc1', 'second general purpose counter'],
  ['gpc1_rate', 'increments of the second general purpose counter per period'],
  ['gpc_rate', 'increments per period of the general purpose counter of that index'],
  ['gpt', 'general purpose tag of that index'],
  ['gpt0', 'first general purpose tag'],
  ['http_err_cnt', 'number of requests that ended in a client error'],
  ['http_err_rate', 'client errors per period'],
  ['http_fail_cnt', 'number of responses that were server errors'],
  ['http_fail_rate', 'server errors per period'],
  ['http_req_cnt', 'number of HTTP requests'],
  ['http_req_rate', 'HTTP requests per period'],
  ['idle', 'time in ms since the entry was last used'],
  ['kbytes_in', 'KiB from clients'],
  ['kbytes_out', 'KiB to clients'],
  ['server_id', 'id of the server that the key is stuck to'],
  ['sess_cnt', 'number of sessions'],
  ['sess_rate', 'sessions per period'],
  ['trackers', 'number of connections that track the entry'],
];

const written = `
add: Adds a number.
add_item: Appends the value to a variable’s content as the next item of a list.
aes_cbc_dec: Decrypts with AES in CBC mode; nonce and key are Base64.
aes_cbc_enc: Encrypts with AES in CBC mode; nonce and key are Base64.
aes_gcm_dec: Decrypts and authenticates with AES in GCM mode; nonce, key and tag are Base64.
aes_gcm_enc: Encrypts with AES in GCM mode and stores the tag in a variable.
and: Bitwise AND with a number.
b64dec: Decodes Base64.
base2: Writes the bytes as binary digits.
base64: Encodes in Base64.
be2dec: Cuts bytes into big-endian chunks and writes them as decimal numbers.
be2hex: Cuts bytes into big-endian chunks and writes them in hexadecimal digits.
bool: True unless the number is 0.
bytes: Cuts bytes out, from an offset and of a length.
capture-req: Stores the string in a capture slot of the request, for the logs.
capture-res: Stores the string in a capture slot of the response, for the logs.
concat: Appends text, a variable’s content and more text.
cpl: Inverts all bits.
crc32: CRC-32 hash; 1 spreads the bits further.
crc32c: CRC-32C hash; 1 spreads the bits further.
cut_crlf: Cuts the string at its first end of line.
date: Reads a date from text and gives seconds since 1970.
debug: Prints the value to a ring or log and passes it on, for debugging.
digest: The message digest of the bytes.
div: Divides by a number.
djb2: DJB2 hash.
eth.data: What follows the headers of an Ethernet frame.
eth.dst: Destination MAC address of an Ethernet frame.
eth.hdr: The headers of an Ethernet frame.
eth.proto: The protocol number of an Ethernet frame.
eth.src: Source MAC address of an Ethernet frame.
eth.vlan: The VLAN id of an Ethernet frame.
even: True for even numbers.
fe_exists: Whether a frontend of this name exists.
field: The n-th part between delimiters, empty parts counted; negative counts from the end.
fix_is_valid: Whether the bytes are a valid FIX message.
fix_tag_value: The value of a tag in a FIX message.
has_ctl: Whether the string holds control characters.
hex: Writes the bytes in hexadecimal digits.
hex2i: Reads a hexadecimal number.
hmac: The keyed digest of the bytes; the key is Base64 or a variable.
host_only: The host of a host-and-port string.
htonl: The number as four bytes in network order.
http_date: Writes seconds since 1970 as a date for HTTP headers.
iif: One of two texts, for true and for false.
in_table: Whether the stick table has this key.
ip.data: What follows the IP header of a packet.
ip.df: The don’t-fragment flag of an IP header.
ip.dst: The destination of an IP header.
ip.fp: A fingerprint of the client’s IP and TCP stack, from a SYN packet.
ip.hdr: The IP header of a packet.
ip.proto: The transport protocol of an IP header.
ip.src: The source of an IP header.
ip.tos: The TOS byte of an IP header.
ip.ttl: The time to live of an IP header.
ip.ver: The version of an IP header.
ipmask: Masks an address: the network it is in.
json: Escapes the string for JSON.
json_query: The part of a JSON text at a path such as \`$.user.id\`.
jwt_decrypt_cert: Decrypts a JSON web token with the key of a certificate.
jwt_decrypt_jwk: Decrypts a JSON web token with a JSON web key.
jwt_decrypt_secret: Decrypts a JSON web token with a shared secret.
jwt_header_query: A field of a JSON web token’s header, or all of it.
jwt_payload_query: A field of a JSON web token’s payload, or all of it.
jwt_verify: Checks a JSON web token’s signature: 1 valid, 0 not, negative on errors.
jwt_verify_cert: Checks a JSON web token’s signature with a certificate.
language: The best of some languages for an Accept-Language header.
le2dec: Cuts bytes into little-endian chunks and writes them as decimal numbers.
length: The number of bytes.
lower: In lower case.
ltime: Writes seconds since 1970 as local time, in a strftime format.
ltrim: Without these characters at the beginning.
mod: The remainder of a division.
mqtt_field_value: A field of an MQTT packet.
mqtt_is_valid: Whether the bytes are a valid MQTT packet.
ms_ltime: Writes milliseconds since 1970 as local time; %N is the fraction.
ms_utime: Writes milliseconds since 1970 as UTC; %N is the fraction.
mul: Multiplies by a number.
nbsrv: The number of available servers of the backend of this name.
neg: The number with the other sign.
not: True for false and false for true.
odd: True for odd numbers.
or: Bitwise OR with a number.
param: A parameter of a list such as \`a=1&b=2\`.
port_only: The port of a host-and-port string, 0 without one.
protobuf: A field of a Protocol Buffers message.
regsub: Replaces what a regular expression matches, like sed; flag \`g\` for all, \`i\` for any case.
reverse: The string backwards.
reverse_dom: The parts between dots, the last one first.
rfc7239_field: A field of a Forwarded header.
rfc7239_is_valid: Whether a Forwarded header is valid.
rfc7239_n2nn: The node name of a \`for\` or \`by\` field: an address, or text.
rfc7239_n2np: The port of a \`for\` or \`by\` field.
rfc7239_nn: The node name inside a Forwarded node.
rfc7239_np: The port inside a Forwarded node.
rtrim: Without these characters at the end.
sdbm: SDBM hash.
secure_memcmp: Whether the value equals a variable’s, in constant time.
set-var: Stores the value in a variable and passes it on; conditions such as \`ifexists\` may follow.
sha1: SHA-1 digest.
sha2: SHA-2 digest, 256 bits by default.
srv_is_up: Whether the server named \`backend/server\` is up.
srv_queue: Connections in the queue of the server named \`backend/server\`.
strcmp: Compares with a variable: 0 for equal, as strcmp does.
sub: Subtracts a number.
table_clr_gpc: Looks the key up in a stick table, clears that counter and gives what it was.
table_clr_gpc0: Looks the key up in a stick table, clears the first counter and gives what it was.
table_clr_gpc1: Looks the key up in a stick table, clears the second counter and gives what it was.
table_inc_gpc: Looks the key up in a stick table and increments that counter.
table_inc_gpc0: Looks the key up in a stick table and increments the first counter.
table_inc_gpc1: Looks the key up in a stick table and increments the second counter.
tcp.dst: The destination port of a TCP header.
tcp.flags: The flags of a TCP header.
tcp.options.mss: The maximum segment size option of a TCP header.
tcp.options.sack: Whether a TCP header permits selective acknowledgements.
tcp.options.tsopt: Whether a TCP header has timestamps.
tcp.options.tsval: The timestamp of a TCP header.
tcp.options.wscale: The window scale of a TCP header.
tcp.options.wsopt: Whether a TCP header has a window scale.
tcp.options_list: The kinds of a TCP header’s options, a byte each.
tcp.seq: The sequence number of a TCP header.
tcp.src: The source port of a TCP header.
tcp.win: The window of a TCP header.
ub64dec: Decodes URL-safe Base64.
ub64enc: Encodes in URL-safe Base64.
ungrpc: A field of a gRPC message.
unset-var: Removes a variable and passes the value on.
upper: In upper case.
url_dec: Decodes percent escapes; 1 reads a plus as a blank.
url_enc: Writes characters that are special in URLs as percent escapes.
us_ltime: Writes microseconds since 1970 as local time; %N is the fraction.
us_utime: Writes microseconds since 1970 as UTC; %N is the fraction.
utime: Writes seconds since 1970 as UTC, in a strftime format.
when: Passes the value on only under a condition, such as an error.
word: The n-th part between delimiters, empty parts skipped; negative counts from the end.
wt6: WT6 hash.
x509_v_err_str: The name of a certificate verification error.
xor: Bitwise XOR with a number.
xxh3: XXH3 hash with an optional seed.
xxh32: XXH32 hash with an optional seed.
xxh64: XXH64 hash with an optional seed.
`;

export const converterDescriptions: ReadonlyMap<string, string> = new Map([
  ...readDescriptions(written),
  ...counters.map(([name, doc]) => [`table_${name}`, `Looks the key up in a stick table: ${doc}.`] as const),
  ...lookups.flatMap(([name, by]) =>
    results.map(([suffix, gives]) => [`${name}${suffix}`, `Looks up ${by} in a map file and ${gives}.`] as const),
  ),
]);

export const counterDescriptions = counters;
