/**
 * The fault harness: a cluster and instances in processes of their own, which are killed, stopped and frozen while rows
 * come, and the library as the oracle of what they publish.
 */
package io.eigenstream.quickstart.faults;
