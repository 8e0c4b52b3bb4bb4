/** One process that has everything: an embedded broker, the topology, the producers, and the commands. */
package io.eigenstream.quickstart;
