/** Where one node of Ceph keeps its files and listens. */
export interface CephNode {
  readonly directory: string;
  readonly clusterId: string;
  readonly monitorPort: number;
  readonly port: number;
}

/**
 * A cluster of one for tests: everything in memory, on loopback, without authentication between its own parts (so `crc` mode
 * is asked for) and with the consensus of one proposing at once. Requests to the gateway are authenticated in full, the
 * local users before STS, so that each refusal has its own code. Virtual-hosted requests go to the name of a VPC endpoint.
 */
export function cephConfig({ directory, clusterId, monitorPort, port }: CephNode): string {
  return `[global]
fsid = ${clusterId}
mon_host = v2:127.0.0.1:${monitorPort}/0
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
public_network = 127.0.0.0/8
cluster_network = 127.0.0.0/8
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
ms_mon_client_mode = crc
ms_mon_service_mode = crc
ms_mon_cluster_mode = crc
keyring = ${directory}/keyring
run_dir = ${directory}/run
admin_socket = ${directory}/run/$name.$pid.asok
crash_dir = ${directory}/log
log_file = ${directory}/log/output
mon_cluster_log_file = ${directory}/log/cluster
log_to_stderr = false
err_to_stderr = false
debug_rgw = 0/0
debug_osd = 0/0
debug_ms = 0/0
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 8
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 2000
[mon]
mon_data = ${directory}/mon
paxos_propose_interval = 0.02
paxos_min_wait = 0.01
mon_tick_interval = 1
mon_data_avail_crit = 1
mon_data_avail_warn = 2
[osd]
osd_data = ${directory}/osd
osd_objectstore = memstore
memstore_device_bytes = 2147483648
osd_tick_interval = 0.2
osd_min_pg_log_entries = 50
osd_max_pg_log_entries = 100
[client.rgw.a]
rgw_data = ${directory}/rgw
rgw_frontends = beast endpoint=127.0.0.1:${port}
rgw_dns_name = bucket.vpce-1a2b3c4d-5e6f.s3.us-east-1.vpce.amazonaws.com
rgw_s3_auth_use_sts = true
rgw_s3_auth_order = local, sts
rgw_sts_key = interop-sts-key1
rgw_dynamic_resharding = false
rgw_enable_gc_threads = false
rgw_enable_lc_threads = false
rgw_enable_quota_threads = false
`;
}
