#!/usr/bin/perl
# The Z39.50 door of the portal: Debian's simple2zoom, which asks the portal's SRU server and no other.
# usage: SRU_URL=https://portal.example/sru gateway.pl [options of the YAZ server] LISTENER…     (@:9999)
use strict;
use warnings;
use Encode qw(decode encode is_utf8 FB_CROAK LEAVE_SRC);
use File::Basename qw(dirname);
use File::Temp;
use Net::Z3950::Simple2ZOOM;
use Unicode::Normalize qw(NFD);

my $folder = dirname(__FILE__);
my ($longest_field, $longest_record) = (9_999, 99_999); # bytes (ISO 2709)

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

# A database like another has what it does not say itself from that one.
my $reload = \&Net::Z3950::Simple2ZOOM::_reload_config_file;
*Net::Z3950::Simple2ZOOM::_reload_config_file = sub {
    $reload->(@_);
    my $databases = $_[0]{cfg}{database};
    for my $database (grep { $_->{like} } values %$databases) {
        $database->{$_} //= $databases->{ $database->{like} }{$_} for keys %{ $databases->{ $database->{like} } };
    }
};

# ISO 5426 is written by the portal's own table: marks stand before their letter there.
my (%mark, %other);
for my $file (grep { -e } "$folder/iso5426.csv", "$folder/../../catalogue/formats/marc/iso5426.csv") {
    open my $rows, '<:encoding(UTF-8)', $file or die "$file: $!\n";
    while (<$rows>) {
        my ($byte, $unicode, $kind) = /^([0-9A-F]{2}),([0-9A-F]{4,6}),(\w+),/ or next;
        my $signs = $kind eq 'combining' ? \%mark : \%other;
        $signs->{ chr hex $unicode } = chr hex $byte unless $kind eq 'combining' && exists $signs->{ chr hex $unicode };
    }
    last;
}
%other or die "iso5426.csv is not beside gateway.pl\n";

sub in_iso5426 {
    my ($text) = @_;
    my $bytes = '';
    for (NFD($text) =~ /(\P{Mn}\p{Mn}*|\p{Mn}+)/g) {
        my @signs = split //;
        my $letter = $signs[0] =~ /\p{Mn}/ ? '' : shift @signs;
        my $said = ord($letter || ' ') < 0x80 ? $letter : $other{$letter};
        # Bib-1 238: the record is not to be had in this syntax. The portal sends none such: it leaves out what the set lacks.
        Net::Z3950::Simple2ZOOM::_throw(238, 'ISO 5426') if grep { !defined } $said, @mark{@signs};
        $bytes .= join('', @mark{@signs}) . $said;
    }
    return encode('ISO-8859-1', $bytes); # signs under 256, each one byte
}

# ISO 2709 holds so many bytes and no more: a longer record has its diagnostic (Bib-1 17) instead of lengths that are wrong.
sub iso2709 {
    my ($record, $encoded) = @_;
    my ($directory, $body) = ('', '');
    for my $field ($record->fields) {
        my @pieces = $field->is_control_field
            ? $encoded->($field->data)
            : (map({ encode('UTF-8', $field->indicator($_)) } 1, 2), map { ("\x1f", encode('UTF-8', $_->[0]), $encoded->($_->[1])) } $field->subfields);
        my $data = join '', @pieces, "\x1e";
        Net::Z3950::Simple2ZOOM::_throw(17, $field->tag) if length($data) > $longest_field;
        $directory .= sprintf '%3s%04d%05d', encode('UTF-8', $field->tag), length $data, length $body;
        $body .= $data;
    }
    my $base = 24 + length($directory) + 1;
    my $length = $base + length($body) + 1;
    Net::Z3950::Simple2ZOOM::_throw(17, $length) if $length > $longest_record;
    my $leader = encode('UTF-8', $record->leader);
    return sprintf('%05d%s22%05d%s', $length, substr($leader, 5, 5), $base, substr($leader, 17, 7)) . "$directory\x1e$body\x1d";
}

# Bib-1 238 says beside it which syntaxes are to be had: those of this database, of which simple2zoom knows XML and SUTRS only. MARC 21 has no
# way to say that it is in ISO 5426, so the database of that set has none.
my %named = map { (Net::Z3950::OID->can($_)->() => $_) } qw(sutrs unimarc usmarc xml);

sub refuse_other_syntaxes {
    my ($asked, $database) = @_;
    my @given = sort map { $named{$_} // $_ } Net::Z3950::OID::sutrs, Net::Z3950::OID::xml, keys %{ $database->{schema} };
    Net::Z3950::Simple2ZOOM::_throw(238, join ',', @given) unless grep { ($named{$asked} // $asked) eq $_ } @given;
}

my $fetch = \&Net::Z3950::Simple2ZOOM::_real_fetch_handler;
*Net::Z3950::Simple2ZOOM::_real_fetch_handler = sub {
    my ($args) = @_;
    my $set = $args->{HANDLE}{resultsets}{ $args->{SETNAME} };
    my $old = $set && ($set->{dbConfig}{records} // '') eq 'iso-5426';
    refuse_other_syntaxes($args->{REQ_FORM}, $set->{dbConfig}) if $set;
    my $encoded = $old ? \&in_iso5426 : sub { encode('UTF-8', $_[0]) };
    local *MARC::Record::as_usmarc = sub { iso2709($_[0], $encoded) };
    return $fetch->(@_);
};

my $address = $ENV{SRU_URL} or die "SRU_URL is the address of the portal's SRU server: https://portal.example/sru\n";
$address =~ s/&/&amp;/g;
$address =~ s/</&lt;/g;
open my $kept, '<:encoding(UTF-8)', "$folder/gateway.xml" or die "gateway.xml: $!\n";
my $text = do { local $/; <$kept> };
$text =~ s/\{SRU_URL\}/$address/g;
my $configuration = File::Temp->new(SUFFIX => '.xml'); # read again at each connection
binmode $configuration, ':encoding(UTF-8)';
print {$configuration} $text;
$configuration->flush;
Net::Z3950::Simple2ZOOM->new($configuration->filename)->launch_server('gateway', @ARGV);
