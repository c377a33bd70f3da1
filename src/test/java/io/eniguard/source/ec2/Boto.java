package io.eniguard.source.ec2;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads a VPC with boto3, the AWS SDK for Python, whose answers have the format of the AWS CLI. boto3 is installed together with moto. */
final class Boto {

    /** A program in Python that prints the VPC and one subnet of another VPC in the format of the AWS CLI. */
    private static final String DESCRIBE = """
            import boto3, json, sys
            endpoint, region, vpc, cluster, elsewhere = sys.argv[1:]
            def client(name):
                return boto3.client(name, endpoint_url=endpoint, region_name=region,
                                    aws_access_key_id='test', aws_secret_access_key='test')
            ec2 = client('ec2')
            of_vpc = [{'Name': 'vpc-id', 'Values': [vpc]}]
            subnets = (ec2.describe_subnets(Filters=of_vpc)['Subnets']
                       + ec2.describe_subnets(SubnetIds=[elsewhere])['Subnets'])
            print(json.dumps({
                'Vpcs': ec2.describe_vpcs(Filters=of_vpc)['Vpcs'],
                'Subnets': subnets,
                'SecurityGroups': ec2.describe_security_groups(Filters=of_vpc)['SecurityGroups'],
                'SecurityGroupVpcAssociations': [],
                'AvailabilityZones': ec2.describe_availability_zones(AllAvailabilityZones=True)['AvailabilityZones'],
                'RouteTables': ec2.describe_route_tables(Filters=of_vpc)['RouteTables'],
                'NatGateways': ec2.describe_nat_gateways(Filters=of_vpc)['NatGateways'],
                'VpcPeeringConnections': ec2.describe_vpc_peering_connections()['VpcPeeringConnections'],
                'SubnetIpv4CidrReservations': [
                    reservation for subnet in subnets for reservation in
                    ec2.get_subnet_cidr_reservations(SubnetId=subnet['SubnetId'])['SubnetIpv4CidrReservations']],
                'NetworkInterfaces': ec2.describe_network_interfaces(Filters=of_vpc)['NetworkInterfaces'],
                'Reservations': ec2.describe_instances(Filters=of_vpc)['Reservations'],
                'cluster': client('eks').describe_cluster(name=cluster)['cluster'],
            }, default=lambda value: value.isoformat()))
            """;

    private Boto() {}

    static void describe(URI endpoint, PodVpc vpc, Path into) throws IOException, InterruptedException {
        Path python = Moto.program().orElseThrow().resolveSibling("python3");
        Process process = new ProcessBuilder(List.of(
                        python.toString(),
                        "-c",
                        DESCRIBE,
                        endpoint.toString(),
                        Moto.REGION,
                        vpc.id(),
                        vpc.cluster(),
                        vpc.elsewhere()))
                .redirectOutput(into.toFile())
                .redirectError(into.resolveSibling("boto.log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(Files.readString(into.resolveSibling("boto.log"), StandardCharsets.UTF_8));
        }
    }
}
