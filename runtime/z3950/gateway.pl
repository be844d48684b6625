#!/usr/bin/perl
# The Z39.50 door of the portal: Debian's simple2zoom, which asks the portal's SRU server and no other.
# usage: SRU_URL=https://portal.example/sru gateway.pl [options of the YAZ server] LISTENER…     (@:9999)
use strict;
use warnings;
use Encode qw(decode is_utf8 FB_CROAK LEAVE_SRC);
use File::Basename qw(dirname);
use File::Temp;
use Net::Z3950::Simple2ZOOM;

# simple2zoom takes "cfg:…" for the name of a database and then asks any server that it names: whoever connects would ask others' servers
# in our name. It is an unknown database here (Bib-1 diagnostic 235), as every name that the configuration has not.
no warnings 'redefine';
*Net::Z3950::Simple2ZOOM::_extract_config = sub { Net::Z3950::Simple2ZOOM::_throw(235, $_[1]) };

# A term comes as bytes, beside names of indexes that are characters: joined, its accents would be written twice. Clients of today send UTF-8,
# those of before ISO 8859-1.
my $written = \&Net::Z3950::RPN::Term::_toCQL;
*Net::Z3950::RPN::Term::_toCQL = sub {
    my ($term) = @_;
    my $text = $term->{term};
    $term->{term} = eval { decode('UTF-8', $text, FB_CROAK | LEAVE_SRC) } // decode('ISO-8859-1', $text) unless is_utf8($text);
    return $written->(@_);
};

my $address = $ENV{SRU_URL} or die "SRU_URL is the address of the portal's SRU server: https://portal.example/sru\n";
$address =~ s/&/&amp;/g;
$address =~ s/</&lt;/g;
open my $kept, '<:encoding(UTF-8)', dirname(__FILE__) . '/gateway.xml' or die "gateway.xml: $!\n";
my $text = do { local $/; <$kept> };
$text =~ s/\{SRU_URL\}/$address/g;
my $configuration = File::Temp->new(SUFFIX => '.xml'); # read again at each connection
binmode $configuration, ':encoding(UTF-8)';
print {$configuration} $text;
$configuration->flush;
Net::Z3950::Simple2ZOOM->new($configuration->filename)->launch_server('gateway', @ARGV);
