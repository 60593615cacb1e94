// Five thousand connections that say nothing.
import { holdConnections } from '../support/connections.mjs';

export const attack = (target) => holdConnections(target, 5000, (socket) => void socket.resume());
