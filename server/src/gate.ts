import {
  type Connection,
  type ConnectionOptions,
  ErrorCodes,
  type Message,
  type NotificationMessage,
  type RequestMessage,
  ResponseError,
} from 'vscode-languageserver';
import { hasItsParams } from './shapes.ts';

/** Requests that are refused become one of this method, so that they are answered in their turn. */
const refusedMethod = 'haconf/refused';

interface Refusal {
  readonly code: number;
  readonly message: string;
}

/**
 * What every message passes before anything is done with it: requests before `initialize`, after `shutdown` or without
 * the parameters of their method are answered as the protocol says; such notifications, which have no answer, are
 * dropped. Nothing behind it has to doubt them, and none of it is a failure of haconf.
 */
export function gate(): ConnectionOptions {
  let state: 'new' | 'begun' | 'over' = 'new';
  const wrongTime = (method: string): Refusal | undefined => {
    if (state === 'new' && method !== 'initialize') {
      return { code: ErrorCodes.ServerNotInitialized, message: `${method} came before "initialize"` };
    }
    if (state === 'over') return { code: ErrorCodes.InvalidRequest, message: `${method} came after "shutdown"` };
    if (state === 'begun' && method === 'initialize') {
      return { code: ErrorCodes.InvalidRequest, message: 'the server is initialized already' };
    }
    return undefined;
  };
  const refusal = ({ method, params }: RequestMessage | NotificationMessage): Refusal | undefined => {
    const isAlways = method === 'exit' || method.startsWith('$/');
    const early = isAlways ? undefined : wrongTime(method);
    if (early) return early;
    if (hasItsParams(method, params)) return undefined;
    return { code: ErrorCodes.InvalidParams, message: `the parameters of ${method} are not what it needs` };
  };
  return {
    messageStrategy: {
      handleMessage: (message, next) => {
        if (!isCall(message)) return next(message);
        const refused = refusal(message);
        if (!refused) {
          if (message.method === 'initialize') state = 'begun';
          if (message.method === 'shutdown') state = 'over';
          return next(message);
        }
        if (isRequest(message)) return next({ ...message, method: refusedMethod, params: refused } as Message);
      },
    },
  };
}

/** The answers to what the gate refuses. */
export function answerRefused(connection: Connection): void {
  connection.onRequest(refusedMethod, ({ code, message }: Refusal) => {
    throw new ResponseError(code, message);
  });
}

function isCall(message: Message): message is RequestMessage | NotificationMessage {
  return 'method' in message && typeof message.method === 'string';
}

function isRequest(message: RequestMessage | NotificationMessage): message is RequestMessage {
  return 'id' in message && message.id !== undefined && message.id !== null;
}
