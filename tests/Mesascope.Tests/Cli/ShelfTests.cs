using Mesascope.Cli;
using Mesascope.Runs;

namespace Mesascope.Tests.Cli;

/// <summary>A folder of organisms as people leave it: copied, broken, half written.</summary>
[Collection(nameof(ShelfTests))]
public sealed class ShelfTests : IDisposable
{
    private readonly string _shelf = Directory.CreateTempSubdirectory("shelf-").FullName;
    private readonly string? _before = Environment.GetEnvironmentVariable(OrganismCatalogue.FolderVariable);

    public ShelfTests()
    {
        string shipped = OrganismCatalogue.Folder;
        Copy(Path.Combine(shipped, "keykeeper"), "keykeeper");
        Copy(Path.Combine(shipped, "keykeeper"), "twin");
    }

    public void Dispose() => Directory.Delete(_shelf, recursive: true);

    [Fact]
    public void A_copy_is_called_as_its_folder_is() => OnTheShelf(() =>
    {
        Assert.Equal(["keykeeper", "twin"], OrganismCatalogue.All.Select(shelved => shelved.Organism!.Name));
        Assert.Equal("twin", OrganismCatalogue.Named("twin").Name);
        return true;
    });

    [Fact]
    public void A_bad_folder_is_left_out_with_a_line_and_the_others_stay()
    {
        File.Delete(Path.Combine(_shelf, "twin", Organism.CardFile)); // a copy that broke off
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_shelf, "empty")).FullName, Organism.CardFile), "{}");
        Directory.CreateDirectory(Path.Combine(_shelf, "notes"));
        IReadOnlyList<ShelvedOrganism> all = OnTheShelf(() => OrganismCatalogue.All);
        Assert.Equal(["empty", "keykeeper", "twin"], all.Select(shelved => shelved.Name));
        Assert.Contains("it lacks \"format\"", all[0].Problem);
        Assert.Null(all[1].Problem);
        Assert.Contains("organism.json is missing", all[2].Problem);
    }

    [Fact]
    public void A_variable_that_names_an_organism_is_set_right() =>
        Assert.Contains("is an organism; it should name the folder", Assert.Throws<PrerequisiteException>(() => OnTheShelf(() => OrganismCatalogue.Folder, "keykeeper")).Message);

    [Fact]
    public void A_folder_of_organisms_is_no_organism_and_names_some() =>
        Assert.Contains("it holds organisms: keykeeper, twin", Assert.Throws<PrerequisiteException>(() => Organism.Load(_shelf)).Message);

    [Fact]
    public void Either_file_of_an_organism_stands_for_its_folder()
    {
        string folder = Path.Combine(_shelf, "twin");
        Assert.Equal(new SubjectName(SubjectKind.Folder, folder), SubjectName.Parse(Path.Combine(folder, Organism.CardFile)));
        Assert.Equal(new SubjectName(SubjectKind.Folder, folder), SubjectName.Parse(Path.Combine(folder, Organism.WeightsFile)));
        Assert.Equal("twin", Subjects.Resolve(SubjectName.Parse(folder + "/"), null, new(1)).Audited.Name);
    }

    [Theory]
    [InlineData("model.pt", true, "model.pt is a file; an organism is a folder with organism.json and weights.safetensors")]
    [InlineData("model.safetensors", true, "docs/organism-format.md says how weights become one")]
    [InlineData("gone.pth", false, "There is no file")]
    public void A_file_of_another_kind_is_told_what_was_meant(string name, bool there, string told)
    {
        string path = Path.Combine(_shelf, name);
        if (there) File.WriteAllText(path, "PK");
        Assert.Contains(told, Assert.Throws<ArgumentException>(() => SubjectName.Parse(path)).Message);
    }

    private T OnTheShelf<T>(Func<T> work, string inside = "")
    {
        Environment.SetEnvironmentVariable(OrganismCatalogue.FolderVariable, Path.Combine(_shelf, inside));
        try
        {
            return work();
        }
        finally
        {
            Environment.SetEnvironmentVariable(OrganismCatalogue.FolderVariable, _before);
        }
    }

    private void Copy(string from, string name)
    {
        string to = Directory.CreateDirectory(Path.Combine(_shelf, name)).FullName;
        foreach (string file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}

/// <summary>The variable is the whole process's.</summary>
[CollectionDefinition(nameof(ShelfTests), DisableParallelization = true)]
public sealed class ShelfCollection;
